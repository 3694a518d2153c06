// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.parallel.Workers;
import dev.weft.program.Procedure;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProceduresTest {
  private static final Workers SEVEN = new Workers(7, ForkJoinPool.commonPool());

  private static Tensor run(Procedure procedure, Workers workers, Tensor into, Tensor... operands) {
    Procedures.run(procedure, List.of(operands), List.of(into), workers);
    return into;
  }

  /** Enough for several pieces, with NaN, zeros of both signs and repeats. */
  private static double[] numbers() {
    Random random = new Random(4);
    double[] odd = {Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, 1e-310, -7};
    return IntStream.range(0, 300_001)
        .mapToDouble(i -> i % 5 == 0 ? odd[random.nextInt(odd.length)] : random.nextGaussian())
        .toArray();
  }

  private static Integer[] order(double[] x) {
    Integer[] order = IntStream.range(0, x.length).boxed().toArray(Integer[]::new);
    Comparator<Integer> byValue = (a, b) -> Double.compare(x[a] + 0.0, x[b] + 0.0);
    Arrays.sort(order, byValue); // stable
    return order;
  }

  @Test
  void longVectorsAreSortedAlikeByAnyThreads() {
    double[] x = numbers();
    Integer[] order = order(x);
    double[] sorted = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
    long[] indices = Arrays.stream(order).mapToLong(i -> i).toArray();
    for (Workers workers : List.of(Workers.ALONE, SEVEN)) {
      Tensor values = Tensor.zeros(DType.F64, x.length);
      run(new Procedure.Sort(), workers, values, Tensor.of(x));
      assertArrayEquals(bits(sorted), bits((double[]) values.storage()));
      Tensor places = Tensor.zeros(DType.I64, x.length);
      run(new Procedure.Argsort(), workers, places, Tensor.of(x));
      assertArrayEquals(indices, (long[]) places.storage());
    }
  }

  private static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToLongBits).toArray();
  }

  @Test
  void lanesOfAnyLayoutAreSorted() {
    Tensor x = Tensor.of(new long[] {3, 1, 2, 9, 8, 7}, 2, 3);
    Tensor columns = Tensor.zeros(DType.I64, 3, 2).transpose();
    run(new Procedure.Sort(), SEVEN, columns, x);
    assertEquals("[[1 2 3]\n [7 8 9]]", columns.toString());
    Tensor flipped = Tensor.zeros(DType.I64, 3, 2);
    run(new Procedure.Sort(), SEVEN, flipped, x.transpose());
    assertEquals("[[3 9]\n [1 8]\n [2 7]]", flipped.toString());
  }

  @Test
  void selectedElementsAreThoseOfASort() {
    double[] x = numbers();
    double[] near = Arrays.stream(x).map(v -> 1 + Math.abs(v) * 1e-9).toArray();
    for (double[] given : List.of(x, near, Arrays.copyOf(x, 1000))) {
      double[] sorted = new double[given.length];
      run(new Procedure.Sort(), Workers.ALONE, Tensor.of(sorted), Tensor.of(given));
      int n = given.length;
      long[] places =
          IntStream.range(0, 41).mapToLong(i -> (long) i * (n - 1) / 40).sorted().toArray();
      double[] expected = Arrays.stream(places).mapToDouble(p -> sorted[(int) p]).toArray();
      for (Workers workers : List.of(Workers.ALONE, SEVEN)) {
        double[] got = new double[places.length];
        run(new Procedure.Select(), workers, Tensor.of(got), Tensor.of(given), Tensor.of(places));
        assertArrayEquals(bits(expected), bits(got));
      }
    }
    Tensor lanes = Tensor.of(new int[] {3, 1, 2, 9, 7, 8}, 2, 3);
    Tensor into = Tensor.zeros(DType.I32, 2, 2);
    run(new Procedure.Select(), SEVEN, into, lanes, Tensor.of(new long[] {2, 0}));
    assertEquals("[[3 1]\n [9 7]]", into.toString());
    assertThrows(
        ProcedureFault.class,
        () -> run(new Procedure.Select(), SEVEN, into, lanes, Tensor.of(new long[] {3, 0})));
  }

  @Test
  void ordersOfAnyKeysAreStable() {
    long[][] given = {
      IntStream.range(0, 200_000).mapToLong(i -> i * 7919L % 100 - 50).toArray(),
      new Random(6).longs(100_000).toArray(),
      new Random(7).longs(100_000, 0, 1L << 40).map(k -> k >> 8 << 28 | k & 3).toArray(),
      {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1L << 32, -1L << 32, 0xffffffffL, Long.MIN_VALUE}
    };
    for (long[] x : given) {
      Integer[] order = IntStream.range(0, x.length).boxed().toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingLong(i -> x[i]));
      long[] expected = Arrays.stream(order).mapToLong(i -> i).toArray();
      for (Workers workers : List.of(Workers.ALONE, SEVEN)) {
        long[] got = new long[x.length];
        run(new Procedure.Argsort(), workers, Tensor.of(got), Tensor.of(x));
        assertArrayEquals(expected, got);
      }
    }
  }

  @Test
  void theLastOfEqualNamesCounts() {
    Tensor ids = Tensor.of(new long[] {1, -1, 0, 1, 3});
    Tensor last = run(new Procedure.Last(), SEVEN, Tensor.zeros(DType.I64, 4), ids);
    assertEquals("[ 2  3 -1  4]", last.toString());
    for (long wrong : new long[] {4, -5, Long.MIN_VALUE}) {
      Tensor names = Tensor.of(new long[] {0, wrong});
      Tensor into = Tensor.zeros(DType.I64, 4);
      ProcedureFault fault =
          assertThrows(ProcedureFault.class, () -> run(new Procedure.Last(), SEVEN, into, names));
      assertEquals("index " + wrong + " of element 1 is out of range", fault.getMessage());
    }
  }

  @Test
  void sumsBySegmentDoNotDependOnThreads() {
    double[] x = numbers();
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.isFinite(x[i]) ? x[i] * 1e3 : i;
    }
    long[] ids = IntStream.range(0, x.length).mapToLong(i -> (i * 31L) % 1009).toArray();
    double[] expected = new double[1009];
    for (int i = 0; i < x.length; i++) {
      expected[(int) ids[i]] += x[i];
    }
    for (Workers workers : List.of(Workers.ALONE, SEVEN)) {
      Tensor sums = Tensor.zeros(DType.F64, 1009);
      run(new Procedure.Segments(), workers, sums, Tensor.of(x), Tensor.of(ids));
      assertArrayEquals(bits(expected), bits((double[]) sums.storage()));
    }
  }

  @Test
  void aSegmentOutOfRangeIsNamed() {
    Tensor into = Tensor.zeros(DType.I64, 2);
    Tensor x = Tensor.of(new long[] {1, 1, 1});
    Tensor ids = Tensor.of(new long[] {0, 2, -1});
    ProcedureFault fault =
        assertThrows(
            ProcedureFault.class, () -> run(new Procedure.Segments(), SEVEN, into, x, ids));
    assertTrue(fault.getMessage().contains("segment 2 of index 1"), fault.getMessage());
  }

  @Test
  void aMissingLibraryIsNamed() {
    Tensor x = Tensor.zeros(DType.F64, 2, 2);
    ProcedureFault fault =
        assertThrows(
            ProcedureFault.class, () -> run(new Procedure.Routine("nowhere.solve"), SEVEN, x, x));
    assertEquals("E0507", fault.diagnostic().code());
    assertTrue(fault.diagnostic().toString().contains("dev.weft:weft-nowhere"));
  }
}
