// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import com.sun.management.ThreadMXBean;
import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Prints the texts whose calls still make garbage when their vector bodies have taken over, or were
 * found to be of no use on this machine.
 */
final class SteadyBodies {
  private static final int ELEMENTS = 3001;
  private static final int CALLS = 50;
  private static final long PATIENCE = 40_000_000_000L;

  private static final List<String> TEXTS =
      List.of(
          "2*a + 3*b",
          "exp(a) * sin(b)",
          "where(a > b, a, b)[::-1] * 2",
          "sum(a * b) + a",
          "f32(a) + i32(b * 100) % 7");

  private SteadyBodies() {}

  public static void main(String[] args) throws InterruptedException {
    Random random = new Random(5);
    Tensor a = Tensor.of(random.doubles(ELEMENTS, -1, 1).toArray());
    Tensor b = Tensor.of(random.doubles(ELEMENTS, -1, 1).toArray());
    List<String> dirty = new ArrayList<>();
    for (String text : TEXTS) {
      Expression e = Weft.compile(text, Options.DEFAULT.withThreads(1));
      Tensor out = Tensor.zeros(DType.F64, ELEMENTS);
      long end = System.nanoTime() + PATIENCE;
      boolean settled = false;
      while (!settled && System.nanoTime() < end) {
        garbage(e, out, a, b);
        Thread.sleep(1);
        settled = isSettled(e); // a body that was of no use may be tried again later
      }
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 200 && least > 0; round++) {
        least = Math.min(least, garbage(e, out, a, b));
      }
      if (least > 0 || !settled) {
        dirty.add(text + ": " + least + " bytes in " + CALLS + " calls, " + e.diagnostics());
      }
    }
    System.out.println(dirty);
  }

  private static long garbage(Expression e, Tensor out, Tensor a, Tensor b) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Object[] inputs = {a, b};
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      e.callInto(out, inputs);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** True if no kernel waits for its vector body. */
  private static boolean isSettled(Expression e) {
    String states = e.diagnostics().toString();
    return !states.isEmpty()
        && !states.contains("not seen enough")
        && !states.contains("being compiled");
  }
}
