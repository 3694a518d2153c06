// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static dev.weft.runtime.cpu.Kernels.in;
import static dev.weft.runtime.cpu.Kernels.out;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.FaultSite;
import dev.weft.program.KernelCode.Launch;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.DType;
import java.util.List;

/** Kernels with a fold, written by hand as the compiler would emit them. */
final class FoldKernels {
  static final double FAILS = 1e9;
  private static final int LANES = KernelCode.ACCUMULATORS;

  private FoldKernels() {}

  /**
   * variance[k] = sum over r of (x[k, r] - mean[k])^2, times scale; the squares are written as
   * well. A value of {@link #FAILS} fails.
   */
  static final class Squares implements KernelBody {
    static KernelCode code(int keptRank, int rank) {
      return Kernels.code(
          "squares",
          Launch.FOLD,
          List.of(
              in(DType.F64, rank, Domain.FULL),
              in(DType.F64, keptRank, Domain.KEPT),
              in(DType.F64, 0, Domain.SCALAR),
              out(DType.F64, rank, Domain.FULL),
              out(DType.F64, keptRank, Domain.KEPT)),
          List.of(DType.F64),
          List.of(),
          new FaultSite("E0999", "a bad value", 0, 3),
          new FaultSite("E0998", "infinite", 4, 5));
    }

    private static double square(Frame frame, int i, double mean) {
      double x = ((double[]) frame.arrays[0])[frame.bases[0] + i];
      if (x == FAILS) {
        frame.fault(0, i);
      }
      double square = (x - mean) * (x - mean);
      ((double[]) frame.arrays[3])[frame.bases[3] + i] = square;
      return square;
    }

    @Override
    public void fold(Frame frame, long origin, int count, int slot) {
      double mean = ((double[]) frame.arrays[1])[frame.bases[1]];
      double[] lanes = new double[LANES];
      for (int i = 0; i < count; i++) {
        double square = square(frame, i, mean);
        lanes[i % LANES] = i < LANES ? square : lanes[i % LANES] + square;
      }
      for (int m = Math.min(LANES, count); m > 1; m = (m + 1) / 2) {
        int half = (m + 1) / 2;
        for (int j = 0; j < m - half; j++) {
          lanes[j] += lanes[j + half];
        }
      }
      ((double[]) frame.accumulators[0])[slot] = lanes[0];
    }

    @Override
    public void foldRow(Frame frame, long origin, int count, int slot, boolean first) {
      double[] sums = (double[]) frame.accumulators[0];
      for (int i = 0; i < count; i++) {
        double square = square(frame, i, ((double[]) frame.arrays[1])[frame.bases[1] + i]);
        sums[slot + i] = first ? square : sums[slot + i] + square;
      }
    }

    @Override
    public void merge(Frame frame, int into, int from, int count) {
      double[] sums = (double[]) frame.accumulators[0];
      for (int i = 0; i < count; i++) {
        sums[into + i] += sums[from + i];
      }
    }

    @Override
    public void identity(Frame frame, int slot, int count) {
      double[] sums = (double[]) frame.accumulators[0];
      for (int i = 0; i < count; i++) {
        sums[slot + i] = 0;
      }
    }

    @Override
    public void finish(Frame frame, long origin, int count, int slot) {
      double[] sums = (double[]) frame.accumulators[0];
      double scale = ((double[]) frame.arrays[2])[frame.bases[2]];
      for (int i = 0; i < count; i++) {
        if (Double.isInfinite(sums[slot + i])) {
          frame.fault(1, i);
        }
        ((double[]) frame.arrays[4])[frame.bases[4] + i] = sums[slot + i] * scale;
      }
    }
  }

  /** The index of the first largest element: index = position of x, given by a second operand. */
  static final class ArgMax implements KernelBody {
    static KernelCode code(int keptRank, int rank) {
      return Kernels.code(
          "argmax",
          Launch.FOLD,
          List.of(
              in(DType.F32, rank, Domain.FULL),
              in(DType.I64, rank, Domain.FULL),
              out(DType.I64, keptRank, Domain.KEPT)),
          List.of(DType.F32, DType.I64),
          List.of());
    }

    private static void combine(Frame frame, int slot, float value, long index, boolean first) {
      float[] values = (float[]) frame.accumulators[0];
      long[] indices = (long[]) frame.accumulators[1];
      if (first || value > values[slot] || (value == values[slot] && index < indices[slot])) {
        values[slot] = value;
        indices[slot] = index;
      }
    }

    private static void element(Frame frame, int i, int slot, boolean first) {
      float value = ((float[]) frame.arrays[0])[frame.bases[0] + i];
      long index = ((long[]) frame.arrays[1])[frame.bases[1] + i];
      combine(frame, slot, value, index, first);
    }

    @Override
    public void fold(Frame frame, long origin, int count, int slot) {
      for (int i = 0; i < count; i++) {
        element(frame, i, slot, i == 0);
      }
    }

    @Override
    public void foldRow(Frame frame, long origin, int count, int slot, boolean first) {
      for (int i = 0; i < count; i++) {
        element(frame, i, slot + i, first);
      }
    }

    @Override
    public void merge(Frame frame, int into, int from, int count) {
      for (int i = 0; i < count; i++) {
        float value = ((float[]) frame.accumulators[0])[from + i];
        combine(frame, into + i, value, ((long[]) frame.accumulators[1])[from + i], false);
      }
    }

    @Override
    public void identity(Frame frame, int slot, int count) {
      for (int i = 0; i < count; i++) {
        combine(frame, slot + i, Float.NEGATIVE_INFINITY, Long.MAX_VALUE, true);
      }
    }

    @Override
    public void finish(Frame frame, long origin, int count, int slot) {
      System.arraycopy(frame.accumulators[1], slot, frame.arrays[2], frame.bases[2], count);
    }
  }

  /** A sum that allocates nothing: its one accumulator per block is not the language's order. */
  static final class Lean implements KernelBody {
    static KernelCode code(int keptRank, int rank) {
      return Kernels.code(
          "lean",
          Launch.FOLD,
          List.of(in(DType.F64, rank, Domain.FULL), out(DType.F64, keptRank, Domain.KEPT)),
          List.of(DType.F64),
          List.of());
    }

    @Override
    public void fold(Frame frame, long origin, int count, int slot) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += ((double[]) frame.arrays[0])[frame.bases[0] + i];
      }
      ((double[]) frame.accumulators[0])[slot] = sum;
    }

    @Override
    public void foldRow(Frame frame, long origin, int count, int slot, boolean first) {
      double[] sums = (double[]) frame.accumulators[0];
      for (int i = 0; i < count; i++) {
        double x = ((double[]) frame.arrays[0])[frame.bases[0] + i];
        sums[slot + i] = first ? x : sums[slot + i] + x;
      }
    }

    @Override
    public void merge(Frame frame, int into, int from, int count) {
      double[] sums = (double[]) frame.accumulators[0];
      for (int i = 0; i < count; i++) {
        sums[into + i] += sums[from + i];
      }
    }

    @Override
    public void finish(Frame frame, long origin, int count, int slot) {
      System.arraycopy(frame.accumulators[0], slot, frame.arrays[1], frame.bases[1], count);
    }
  }
}
