// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/** A copy between two views of the same shape and dtype, neither of them contiguous. */
final class StridedCopy {
  private final Object from;
  private final Object into;
  private final long[] shape;
  private final long[] fromStrides;
  private final long[] intoStrides;
  private int rank;

  private StridedCopy(Tensor from, Tensor into) {
    this.from = from.storage();
    this.into = into.storage();
    this.shape = new long[from.rank() + Block.AXES];
    this.fromStrides = new long[from.rank() + Block.AXES];
    this.intoStrides = new long[from.rank() + Block.AXES];
  }

  static void copy(Tensor from, Tensor into) {
    StridedCopy copy = new StridedCopy(from, into);
    copy.merge(from.shape(), from.strides(), into.strides());
    copy.walk(0, from.offset(), into.offset());
  }

  /** Drops axes of size 1 and joins neighbours that continue each other on both sides. */
  private void merge(long[] extents, long[] fromSteps, long[] intoSteps) {
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == 1) {
        continue;
      }
      if (rank > 0
          && fromStrides[rank - 1] == fromSteps[axis] * extents[axis]
          && intoStrides[rank - 1] == intoSteps[axis] * extents[axis]) {
        shape[rank - 1] *= extents[axis];
      } else {
        shape[rank++] = extents[axis];
      }
      fromStrides[rank - 1] = fromSteps[axis];
      intoStrides[rank - 1] = intoSteps[axis];
    }
  }

  private void walk(int axis, long source, long target) {
    if (rank - axis <= Block.AXES) {
      Steps fromSteps = Steps.last(fromStrides, rank);
      Steps intoSteps = Steps.last(intoStrides, rank);
      Block.copy(from, source, fromSteps, into, target, intoSteps, extent(3), extent(2), extent(1));
      return;
    }
    for (long i = 0; i < shape[axis]; i++) {
      walk(axis + 1, source + i * fromStrides[axis], target + i * intoStrides[axis]);
    }
  }

  /** The extent of the axis that is {@code fromEnd} axes from the end, 1 for the last. */
  private long extent(int fromEnd) {
    return fromEnd > rank ? 1 : shape[rank - fromEnd];
  }
}
