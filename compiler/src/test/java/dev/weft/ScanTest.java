// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Running combinations have the bits of one order, whatever their shape, layout and threads. */
class ScanTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 1023, 1024, 1025, 1032, 5000, 40_001};
  private static final int BLOCK = 1024;
  private static final int GROUP = 8;

  /** Elements of a group one after another, then groups of a block, then blocks. */
  private static double[] scan(double[] x, DoubleBinaryOperator combine) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int block = i / BLOCK * BLOCK;
      int group = i / GROUP * GROUP;
      double inGroup = x[group];
      for (int j = group + 1; j <= i; j++) {
        inGroup = combine.applyAsDouble(inGroup, x[j]);
      }
      y[i] = inGroup;
      if (group > block) {
        double before = x[block];
        for (int g = block; g < group; g += GROUP) {
          double part = x[g];
          for (int j = g + 1; j < g + GROUP; j++) {
            part = combine.applyAsDouble(part, x[j]);
          }
          before = g == block ? part : combine.applyAsDouble(before, part);
        }
        y[i] = combine.applyAsDouble(before, inGroup);
      }
      if (block > 0) {
        y[i] = combine.applyAsDouble(y[block - 1], y[i]);
      }
    }
    return y;
  }

  private static double[] elements(int count) {
    return new Random(count).doubles(count, -1, 1.01).toArray();
  }

  private static List<Options> options() {
    List<Options> options = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3, 8}) {
      for (Bodies bodies : List.of(Bodies.SCALAR, Bodies.VECTOR)) {
        options.add(Options.DEFAULT.withThreads(threads).withBodies(bodies));
      }
    }
    return options;
  }

  private static void holds(String text, Tensor x, int columns, double[] expected) {
    for (Options options : options()) {
      double[] found = Weft.compile(text, options).call(x).toDoubleArray();
      assertArrayEquals(
          expected, found, 0, () -> text + " of " + x + ", " + columns + ", " + options);
    }
  }

  @Test
  void hasTheBitsOfOneOrder() {
    for (int n : LENGTHS) {
      double[] x = elements(n);
      holds("cumsum(x)", Tensor.of(x), 1, scan(x, Double::sum));
      holds("cumprod(1 + x / 64)", Tensor.of(x), 1, scan(scaled(x), (a, b) -> a * b));
      holds("cummax(x)", Tensor.of(x), 1, scan(x, Math::max));
      holds("cumsum(x[::-1])", Tensor.of(x), 1, scan(reversed(x), Double::sum));
    }
  }

  private static double[] scaled(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = 1 + x[i] / 64;
    }
    return y;
  }

  private static double[] reversed(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[x.length - 1 - i];
    }
    return y;
  }

  @Test
  void everyAxisAndLayoutHasTheBitsOfRows() {
    for (int columns : new int[] {1, 3, 130, 1100}) {
      for (int n : new int[] {0, 1, 9, 1040}) {
        double[] all = elements(n * columns);
        double[] expected = new double[all.length];
        double[] across = new double[all.length];
        for (int c = 0; c < columns; c++) {
          double[] row = new double[n];
          System.arraycopy(all, c * n, row, 0, n);
          double[] sums = scan(row, Double::sum);
          for (int i = 0; i < n; i++) {
            expected[c * n + i] = sums[i];
            across[i * columns + c] = sums[i];
          }
        }
        Tensor x = Tensor.of(all, columns, n);
        holds("cumsum(x, axis=1)", x, columns, expected);
        holds("cumsum(x.T, axis=0)", x, columns, across);
        holds("cumsum(x, axis=0)", x.transpose().copy(), columns, across);
        holds("cumsum(x.T, axis=1)", x.transpose().copy(), columns, expected);
      }
    }
  }

  @Test
  void integersWrapAroundAsOneAfterAnother() {
    long[] x = new Random(1).longs(70_000).toArray();
    long[] expected = new long[x.length];
    long sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i];
      expected[i] = sum;
    }
    for (Options options : options()) {
      assertArrayEquals(
          expected, Weft.compile("cumsum(x)", options).call(Tensor.of(x)).toLongArray());
    }
  }

  @Test
  void productsOfComplexNumbersAreNearThoseOfOneAfterAnother() {
    int n = 40_000;
    for (Options options : options()) {
      Tensor angles =
          Weft.compile("cumprod(exp(1j * x)).imag - sin(cumsum(x))", options)
              .call(Tensor.of(elements(n)));
      for (double error : angles.toDoubleArray()) {
        assertTrue(Math.abs(error) < 1e-10, () -> error + " with " + options);
      }
    }
  }

  @Test
  void anInterruptEndsOneThatThreadsShare() {
    Expression scan = Weft.compile("cumsum(x)", Options.DEFAULT.withThreads(4));
    Tensor x = Tensor.of(elements(1_000_000));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> scan.call(x));
    assertTrue(Thread.interrupted());
    assertArrayEquals(
        scan(elements(1000), Double::sum), scan.call(Tensor.of(elements(1000))).toDoubleArray(), 0);
  }
}
