// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.WeftException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a text may cost is said before it is spent. */
class LimitsTest {
  private static final String TWO_VALUES = "x = cumsum(a); x[::-1] * x";

  private static Options options(Limits limits) {
    return Options.DEFAULT.withThreads(1).withLimits(limits);
  }

  private static Diagnostic refused(Limits limits, String text, Map<String, ?> inputs) {
    WeftException e =
        assertThrows(
            WeftException.class, () -> Weft.compile(text, options(limits)).call(inputs), text);
    return e.diagnostics().getFirst();
  }

  @Test
  void aCallThatNeedsTooMuchMemoryIsRefused() {
    Limits limits = Limits.DEFAULT.withMemory(1_000_000);
    Diagnostic refusal = refused(limits, "ones([n, n]) + n", Map.of("n", 1000));
    assertEquals("E0506", refusal.code());
    assertEquals("the call needs 8,000,000 bytes; the limit is 1,000,000", refusal.message());
    assertEquals("E0506", refused(limits, "ones([n, n])", Map.of("n", 200_000)).code());
    Expression mean = Weft.compile("mean(ones([n, n]))", options(limits));
    assertEquals(1.0, mean.call(100_000).getDouble(), "what is fused away needs no memory");
    Expression small = Weft.compile("ones([n, n]) + n", options(limits));
    assertEquals(301.0, small.call(300).getDouble(7, 8));
  }

  @Test
  void theMemoryForeseenIsTheMemoryTaken() {
    int n = 400_000;
    Expression expression = Weft.compile(TWO_VALUES, options(Limits.DEFAULT));
    expression.call((Object) new double[10]);
    double[] a = new double[n];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    expression.call((Object) a);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    Diagnostic refusal = refused(Limits.DEFAULT.withMemory(0), TWO_VALUES, Map.of("a", a));
    Matcher needs = Pattern.compile("needs ([0-9,]+) bytes").matcher(refusal.message());
    assertTrue(needs.find(), refusal::message);
    long foreseen = Long.parseLong(needs.group(1).replace(",", ""));
    assertEquals(2 * 8L * n, foreseen);
    assertTrue(taken >= foreseen && taken < foreseen + foreseen / 10, taken + " of " + foreseen);
  }

  /** Sorting makes keys; its operand may be an input, which takes nothing of the call's. */
  @Test
  void workOnWholeTensorsTakesNoMoreThanForeseen() {
    int n = 400_000;
    double[] a = new Random(5).doubles(n).toArray();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (String text :
        new String[] {
          "sort(a)", "argsort(a)", "median(a)", "sort(reshape(a, [100, -1]).T)", "unique(a)"
        }) {
      Expression expression = Weft.compile(text, options(Limits.DEFAULT));
      expression.call((Object) new double[100]);
      long before = threads.getCurrentThreadAllocatedBytes();
      expression.call((Object) a);
      long taken = threads.getCurrentThreadAllocatedBytes() - before;
      Limits limits = Limits.DEFAULT.withMemory(taken - taken / 10);
      assertEquals("E0506", refused(limits, text, Map.of("a", a)).code(), text);
    }
  }

  @Test
  void loopsHaveSoManyRounds() {
    String text = "s = 0.0; for i in 0:n { for j in 0:n { s = s + 1 } }; s";
    Limits limits = Limits.DEFAULT.withRounds(1000);
    assertEquals(961.0, Weft.compile(text, options(limits)).call(31).getDouble());
    Diagnostic refusal = refused(limits, text, Map.of("n", 32));
    assertEquals("E0302", refusal.code());
    assertEquals("the loop takes 1024 rounds; the limit is 1000", refusal.message());
    Map<String, Long> huge = Map.of("n", 1L << 40);
    assertEquals("E0302", refused(limits, text, huge).code());
    assertEquals("E0302", refused(limits, text.replace(":n", ":10**7"), Map.of()).code());
  }

  @Test
  void textsHaveSoManyCharactersLevelsAndOperations() {
    Map<String, Double> a = Map.of("a", 1.0);
    assertEquals("E0009", refused(Limits.DEFAULT.withChars(4), "a + a", a).code());
    assertEquals("E0010", refused(Limits.DEFAULT.withDepth(5), "((((((a))))))", a).code());
    assertEquals("E0302", refused(Limits.DEFAULT.withNodes(3), "a + a * a - a", a).code());
    assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withDepth(1000));
    assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withMemory(-1));
  }

  @Test
  void anInterruptEndsARecurrence() throws Exception {
    Expression sum = Weft.compile("x = 0.0; for i in 0:n { x = x * 0.5 + i }; x");
    sum.call(10);
    CompletableFuture<Object> result = new CompletableFuture<>();
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    result.complete(sum.call(1L << 60));
                  } catch (CancellationException e) {
                    result.completeExceptionally(e);
                  }
                });
    Thread.sleep(300);
    worker.interrupt();
    assertThrows(CancellationException.class, () -> result.get(60, TimeUnit.SECONDS));
  }

  /** How much such a size takes is known when it is found, and not before. */
  @Test
  void sizesWithoutABoundCountWhenTheyAreFound() {
    Options options = Options.DEFAULT.withLimits(Limits.DEFAULT.withMemory(1 << 20));
    Expression counts = Weft.compile("bincount(x)", options);
    assertEquals(4, counts.call((Object) new long[] {3, 1}).size());
    WeftException refused =
        assertThrows(WeftException.class, () -> counts.call((Object) new long[] {1_000_000}));
    assertEquals("E0506", refused.code());
  }
}
