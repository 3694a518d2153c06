// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Many different expressions in one JVM: what is compiled goes again. {@code -Dweft.slow=true} runs
 * 100,000 of them.
 */
class ManyExpressionsTest {
  private static final int TEXTS = Boolean.getBoolean("weft.slow") ? 100_000 : 2_000;
  private static final int POINTS = 5;
  private static final System.Logger LOG = System.getLogger(ManyExpressionsTest.class.getName());
  private static final String[] FUNCTIONS = {"sin", "cos", "abs", "floor", "sqrt", "ceil", "rint"};

  @Test
  void memoryOfClassesAndCodeReachesAPlateau() {
    double[] a = {1, 2, 3};
    List<Long> used = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      double got = Weft.eval(text(i), Map.of("a", a)).getDouble(1);
      assertEquals(expected(i), got, 1e-9, text(i));
      if ((i + 1) % (TEXTS / POINTS) == 0) {
        System.gc();
        used.add(codeAndClasses());
      }
    }
    LOG.log(Level.INFO, () -> "bytes of code and classes after each fifth: " + used);
    long growth = used.getLast() - used.get(1);
    assertTrue(growth < (24L << 20), () -> "bytes of code and classes: " + used);
  }

  private static String text(int i) {
    return "%s(a * %d + %d) - a[%d] * %d"
        .formatted(FUNCTIONS[i % FUNCTIONS.length], i % 97 + 1, i, i % 3, i / 7);
  }

  private static double expected(int i) {
    double x = 2 * (i % 97 + 1) + i;
    double f =
        switch (i % FUNCTIONS.length) {
          case 0 -> Math.sin(x);
          case 1 -> Math.cos(x);
          case 4 -> Math.sqrt(x);
          default -> x;
        };
    return f - (i % 3 + 1.0) * (i / 7);
  }

  private static long codeAndClasses() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().matches("Metaspace|CodeHeap.*|CodeCache"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
