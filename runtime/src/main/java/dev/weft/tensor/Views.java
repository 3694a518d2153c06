// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import dev.weft.diagnostic.Wording;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** The movements of {@link Tensor}: views of the same storage under other shapes and strides. */
final class Views {
  private Views() {}

  static Tensor transpose(Tensor tensor) {
    int rank = tensor.rank();
    return permute(tensor, IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
  }

  static Tensor permute(Tensor tensor, int[] axes) {
    int rank = tensor.rank();
    if (axes.length != rank) {
      throw new IllegalArgumentException(
          Wording.of("%d axes for a tensor of rank %d", axes.length, rank));
    }
    long[] extents = new long[rank];
    long[] steps = new long[rank];
    long seen = 0;
    for (int i = 0; i < rank; i++) {
      seen |= 1L << Objects.checkIndex(axes[i], rank);
      extents[i] = tensor.dim(axes[i]);
      steps[i] = tensor.stride(axes[i]);
    }
    if (Long.bitCount(seen) != rank) {
      throw new IllegalArgumentException("axes repeat in " + Arrays.toString(axes));
    }
    return tensor.move(tensor.offset(), extents, steps);
  }

  static Tensor slice(Tensor tensor, long[] start, long[] count, long[] step) {
    int rank = tensor.rank();
    if (start.length != rank || count.length != rank || step.length != rank) {
      throw new IllegalArgumentException(
          Wording.of(
              "a slice of rank %d, %d, %d for a tensor of rank %d",
              start.length, count.length, step.length, rank));
    }
    long address = tensor.offset();
    long[] steps = new long[rank];
    boolean empty = Strides.size(count) == 0;
    for (int axis = 0; axis < rank; axis++) {
      if (count[axis] > 0) {
        checkReach(start[axis], count[axis], step[axis], tensor.dim(axis));
      }
      address += empty ? 0 : start[axis] * tensor.stride(axis);
      steps[axis] = count[axis] > 1 ? tensor.stride(axis) * step[axis] : tensor.stride(axis);
    }
    return tensor.move(address, count.clone(), steps);
  }

  private static void checkReach(long start, long count, long step, long extent) {
    long room = step < 0 ? start : extent - 1 - start;
    boolean inside = start >= 0 && start < extent;
    if (!inside || (count > 1 && step != 0 && (count - 1) > room / Math.abs(step))) {
      throw new IndexOutOfBoundsException(
          Wording.of(
              "%d elements from %d in steps of %d leave an axis of %d",
              count, start, step, extent));
    }
  }

  static Tensor broadcast(Tensor tensor, long[] target) {
    int lead = target.length - tensor.rank();
    long[] steps = new long[target.length];
    boolean fits = lead >= 0;
    for (int axis = 0; fits && axis < tensor.rank(); axis++) {
      boolean same = tensor.dim(axis) == target[lead + axis];
      fits = same || tensor.dim(axis) == 1;
      steps[lead + axis] = same ? tensor.stride(axis) : 0;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          Wording.of(
              "cannot broadcast shape %s to %s",
              Strides.text(tensor.shape()), Strides.text(target)));
    }
    return tensor.move(tensor.offset(), target.clone(), steps);
  }

  static Tensor reshape(Tensor tensor, long[] target) {
    long[] extents = Strides.complete(target, tensor.size(), tensor.shape());
    if (tensor.size() == 0) {
      return tensor.move(tensor.offset(), extents, Strides.rowMajor(extents));
    }
    long[] steps = Strides.reshape(tensor.layout(), extents);
    return steps != null
        ? tensor.move(tensor.offset(), extents, steps)
        : tensor.copy().reshape(extents);
  }
}
