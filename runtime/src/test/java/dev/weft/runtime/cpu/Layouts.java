// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Random;

/** Random shapes, and tensors of a shape in random layouts. */
final class Layouts {
  private static final long[] EXTENTS = {0, 1, 1, 2, 3, 5, 31, 64, 100, 1024, 1500};
  private static final long MOST_ELEMENTS = 6_000;

  private final Random random;

  Layouts(long seed) {
    this.random = new Random(seed);
  }

  /** A shape of some rank with few elements. */
  long[] shape(int rank) {
    long[] shape = new long[rank];
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = EXTENTS[random.nextInt(EXTENTS.length)];
      if (size * shape[axis] > MOST_ELEMENTS) {
        shape[axis] = 1 + random.nextInt(3);
      }
      size *= Math.max(shape[axis], 1);
    }
    return shape;
  }

  /** A tensor of a shape, with elements that have short binary fractions or are integers. */
  Tensor tensor(DType dtype, long... shape) {
    return fill(blank(dtype, shape));
  }

  /** The same with some axes broadcast. */
  Tensor broadcast(DType dtype, long... shape) {
    long[] narrow = shape.clone();
    for (int axis = 0; axis < narrow.length; axis++) {
      if (random.nextInt(4) == 0) {
        narrow[axis] = 1;
      }
    }
    return tensor(dtype, narrow).broadcastTo(shape);
  }

  /** A view of zeros that can be written: contiguous, transposed, sliced or reversed. */
  Tensor blank(DType dtype, long... shape) {
    int rank = shape.length;
    if (random.nextInt(3) == 0) {
      return Tensor.zeros(dtype, shape);
    }
    int[] order = order(rank);
    long[] start = new long[rank];
    long[] step = new long[rank];
    long[] extents = new long[rank];
    long[] counts = new long[rank];
    for (int i = 0; i < rank; i++) {
      counts[i] = shape[order[i]];
      step[i] = new long[] {1, 1, 1, 2, -1, -3}[random.nextInt(6)];
      long reach = Math.max(counts[i] - 1, 0) * Math.abs(step[i]);
      long before = random.nextInt(2);
      start[i] = before + (step[i] < 0 ? reach : 0);
      extents[i] = before + reach + 1 + random.nextInt(2);
    }
    Tensor view = Tensor.zeros(dtype, extents).slice(start, counts, step);
    int[] inverse = new int[rank];
    for (int i = 0; i < rank; i++) {
      inverse[order[i]] = i;
    }
    return view.permute(inverse);
  }

  private int[] order(int rank) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private Tensor fill(Tensor tensor) {
    Tensor values = Tensor.zeros(tensor.dtype(), tensor.shape());
    for (int i = 0; i < values.size(); i++) {
      double value = random.nextInt(2_000) / 7.0 - 100;
      switch (values.storage()) {
        case double[] array -> array[i] = value;
        case float[] array -> array[i] = (float) value;
        case long[] array -> array[i] = (long) value;
        case int[] array -> array[i] = (int) value;
        default -> throw new IllegalArgumentException();
      }
    }
    values.copyTo(tensor);
    return tensor;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
