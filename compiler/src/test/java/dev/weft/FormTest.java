// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.Explanation.Stage;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that differ in numbers only: what they share, and what none of them may notice. */
final class FormTest {
  private static final double[] A = {1.5, -2, 0.1, 1e300, -0.0, 7};
  private static final double[] B = {3, 0.25, -8, 1e-300, 2, 11};

  /** One text after another, as if each were the first. */
  private static Expression alone(String text) {
    return new Expression(
        Form.parse(new Source("expression", text), Limits.DEFAULT), Options.DEFAULT);
  }

  private static Expression shared(String text) {
    return Form.expression(text, Options.DEFAULT, true);
  }

  private static boolean isShared(Expression e) {
    return e.diagnostics().stream().anyMatch(d -> d.code().equals("N0003"));
  }

  /** What a call gives, bit by bit, or how it fails. */
  private static String outcome(Expression e, Map<String, ?> inputs) {
    try {
      StringBuilder all = new StringBuilder();
      e.callAll(inputs)
          .forEach((name, x) -> all.append(name).append(x.signature()).append(elements(x)));
      return all.toString();
    } catch (WeftException failure) {
      return failure.getMessage();
    }
  }

  private static String elements(Tensor x) {
    List<String> found = new ArrayList<>();
    for (double element : x.toDoubleArray()) {
      found.add(Long.toHexString(Double.doubleToLongBits(element)));
    }
    return found.toString();
  }

  /** Every text gives what it gives alone; how many of them ran a shared program. */
  private static int agree(Map<String, ?> inputs, String... texts) {
    int shared = 0;
    for (String text : texts) {
      Expression e = shared(text);
      assertEquals(outcome(alone(text), inputs), outcome(e, inputs), text);
      shared += isShared(e) ? 1 : 0;
    }
    return shared;
  }

  @Test
  void textsThatDifferInNumbersOnlyDefineNoClasses() {
    Map<String, double[]> inputs = Map.of("form_a", A, "form_b", B);
    for (int i = 2; i < 10; i++) {
      Weft.eval("%d*form_a + %d.5*form_b".formatted(i, i), inputs);
    }
    long before = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    for (int i = 10; i < 1010; i++) {
      Tensor got = Weft.eval("%d*form_a + %d.5*form_b".formatted(i, i), inputs);
      assertEquals(i * A[1] + (i + 0.5) * B[1], got.getDouble(1));
    }
    long loaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - before;
    assertTrue(loaded < 100, () -> loaded + " classes for 1000 texts");
  }

  @Test
  void numbersThatAreOnlyComputedWithAreShared() {
    Map<String, Object> f64 = Map.of("a", A, "b", B);
    assertEquals(3, agree(f64, "2*a + 3*b", "2.5*a + 3*b", "7*a + 1e-300*b"));
    assertEquals(2, agree(f64, "-2.5 * a", "-1e308 * a"), "a negative number is one");
    assertEquals(2, agree(f64, "a * (2/3) - 2.5*3.5", "a * (5/7) - 0.1*0.2"));
    assertEquals(3, agree(f64, "sum(a * 2.5)", "sum(a * 0.1)", "sum(a * 1e308)"));
    assertEquals(2, agree(f64, "where(a > 2, 2.5, b)", "where(a > 7, 0.5, b)"));
    assertEquals(2, agree(f64, "fn f(x) = x * 2.5; f(a) + f(b)", "fn f(x) = x * 3.5; f(a) + f(b)"));
    assertEquals(2, agree(f64, "clip(a, -2, 2.5)", "clip(a, -3, 3.5)"));
    Map<String, Object> mixed = Map.of("a", Tensor.of(new float[] {1, 2.5f, 3}), "b", 3);
    assertEquals(2, agree(mixed, "a * 2.1 + b", "a * 3.3 + b"), "as weak as a literal");
    Map<String, Object> whole = Map.of("a", new long[] {1, 2, Long.MAX_VALUE}, "b", 2.5);
    assertEquals(2, agree(whole, "a * 2 - 3", "a * 999999999999999999 - 5"));
    assertEquals(2, agree(whole, "a / 3 < 2", "a / 7 < 5"));
  }

  @Test
  void numbersThatDecideWhatIsCompiledAreNot() {
    Map<String, Object> f64 = Map.of("a", A, "m", new double[][] {{1, 2}, {3, 4}});
    agree(f64, "a**2", "a**3", "a**2.5", "a**0.5");
    agree(f64, "a[2]", "a[5]", "a[2:5]", "a[3:4]", "a[6]", "a[7]");
    agree(f64, "reshape(a, [2, 3])", "reshape(a, [3, 2])", "reshape(a, [5, 2])");
    agree(f64, "zeros([2, 3]) + 2.5", "zeros([3, 5]) + 3.5");
    agree(f64, "sum(m, axis=2)", "sum(m, axis=-2)");
    agree(f64, "a if 2 > 3 else 5*a", "a if 3 > 2 else 7*a");
    agree(f64, "a[a > 2] * 2.5", "a[a > 5] * 3.5");
    agree(f64, "x = 0; for i in 0:2 { x = x + 2.5 }; x", "x = 0; for i in 0:3 { x = x + 3 }; x");
    agree(f64, "2 + 3", "2.5", "full([3], 2.5)", "full([2], 3.5)", "[2, 3.5]", "[3, 2.5]");
    Map<String, Object> small = Map.of("a", Tensor.of(new byte[] {1, 2, 3}));
    agree(small, "a + 2", "a + 127", "a + 128", "a < 300", "a < 2", "a * 2.5", "a << 2", "a // 2");
    Map<String, Object> whole = Map.of("a", new long[] {7, -7}, "n", 5);
    agree(whole, "a // 2", "a // 3", "a % 5", "a >> 2", "a ** 2", "arange(n * 2)", "arange(n * 3)");
  }

  /** The marks stand under the words of the text that failed, however long its numbers are. */
  @Test
  void errorsShowTheTextThatWasGiven() {
    Map<String, Object> odd = Map.of("a", A, "b", new double[] {1, 2});
    assertEquals(0, agree(odd, "2*a + 3 * b + q", "2.25*a + 3 * b + q"));
    agree(odd, "2*a + 3 * b", "2.125*a + 3.25 * b", "1234567*a + 2 * b", "2.5e-7*a +3* b");
    WeftException e = assertThrows(WeftException.class, () -> shared("2.125*a + 30*b").call(odd));
    assertTrue(e.getMessage().contains("2.125*a + 30*b"), e.getMessage());
    assertEquals("2.125*a + 30*b", e.source().text());
    Map<String, Object> index = Map.of("a", A, "k", new long[] {1, 9});
    agree(index, "2 * a[k] + 3", "2.5 * a[k] + 3", "2000 * a[k] + 3");
  }

  @Test
  void whatIsSaidOfATextIsSaidOfItAlone() {
    List<String> texts = List.of("2.5*a - b*31", "2*a - b*4", "1e-9*a - b*5");
    for (String text : texts) {
      Expression e = shared(text);
      Expression other = alone(text);
      e.call(A, B);
      other.call(A, B);
      assertEquals(text, e.text());
      assertEquals(other.inputs(), e.inputs());
      assertEquals(1, e.recompiles());
      for (Stage stage : Stage.values()) {
        assertEquals(other.explain().stage(stage), e.explain().stage(stage));
      }
      Map<String, String> types = Map.of("a", "f32[n]", "b", "f32[n]");
      assertEquals(other.explain(types).toString(), e.explain(types).toString());
      assertTrue(e.explain().toString().contains("texts that differ in numbers only"));
      assertEquals(other.program(types).source(), e.program(types).source());
    }
  }

  /** A method to bind: its numbers are constants. */
  interface Line {
    double[] apply(double[] a, double[] b);
  }

  @Test
  void methodsAreBoundToTheTextAlone() {
    shared("2.5*a + b/4").call(A, B);
    Expression e = shared("3.5*a + b/8");
    assertEquals(3.5 * A[5] + B[5] / 8, e.call(A, B).getDouble(5));
    assertTrue(isShared(e), "called");
    assertEquals(3.5 * A[5] + B[5] / 8, e.bind(Line.class, "a", "b").apply(A, B)[5]);
    assertFalse(isShared(e), "bound");
  }

  @Test
  void aTextIsCompiledForItselfUntilOthersCome() {
    Expression first = Weft.compile("2.5*only_here + 3");
    first.call((Object) A);
    assertFalse(isShared(first));
    Expression again = Weft.compile("2.5*only_here + 3");
    again.call((Object) A);
    assertFalse(isShared(again), "its numbers may be constants");
    Expression other = Weft.compile("3.5*only_here + 4");
    assertEquals(3.5 * 7 + 4, other.call((Object) A).getDouble(5));
    assertTrue(isShared(other));
    first.call((Object) A);
    assertFalse(isShared(first), "what is compiled stays");
  }

  @Test
  void limitsHoldForEveryText() {
    Options options = Options.DEFAULT.withLimits(Limits.DEFAULT.withChars(12).withNodes(8));
    Weft.compile("2*a + 3", options).call((Object) A);
    Weft.compile("2*a + 4", options).call((Object) A);
    WeftException e =
        assertThrows(WeftException.class, () -> Weft.compile("2.00000001*a + 4", options));
    assertEquals("E0009", e.code());
    for (String text : List.of("2*a*3*a*4*a", "3*a*4*a*5*a")) {
      Expression large = Weft.compile(text, options);
      assertEquals("E0302", assertThrows(WeftException.class, () -> large.call((Object) A)).code());
    }
  }

  @Test
  void resultsAreTheCallers() {
    for (String text :
        List.of("k + 2.5 - 1", "full([3], k*2.5)", "k * 2.5", "2.5", "maximum(2.5, k)")) {
      for (int round = 0; round < 3; round++) {
        Tensor got = Weft.eval(text, Map.of("k", 1.0));
        assertEquals(2.5, got.toDoubleArray()[0], text);
        Arrays.fill((double[]) got.storage(), -1);
      }
    }
  }

  @Test
  void steadyCallsMakeNoGarbage() {
    shared("2.5*a + 3*b").call(A, B);
    Expression e = shared("7.5*a + 4*b");
    Object[] inputs = {Tensor.of(A), Tensor.of(B)};
    Tensor out = Tensor.zeros(DType.F64, A.length);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        e.callInto(out, inputs);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(isShared(e));
    long bytes = least;
    assertTrue(bytes < 1000, () -> bytes + " bytes in 1000 calls");
  }

  @Test
  void manyThreadsMayBringTextsAtOnce() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int caller = 0; caller < 64; caller++) {
        int first = caller;
        all.add(
            callers.submit(
                () ->
                    IntStream.range(0, 200)
                        .mapToDouble(i -> 2 + first + i * 0.5)
                        .allMatch(k -> k * A[0] - k / 2 == evaluated(k))));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get());
      }
    }
  }

  private static double evaluated(double k) {
    return Weft.eval(k + "*at_once - " + k + "/2", Map.of("at_once", A)).getDouble(0);
  }
}
