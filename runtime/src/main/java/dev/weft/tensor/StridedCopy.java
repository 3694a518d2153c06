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
    this.shape = new long[from.rank() + 2];
    this.fromStrides = new long[from.rank() + 2];
    this.intoStrides = new long[from.rank() + 2];
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
    while (rank < 2) {
      shape[rank++] = 1;
    }
  }

  private void walk(int axis, long source, long target) {
    if (axis == rank - 2) {
      int row = axis;
      int step = axis + 1;
      Block.copy(
          from,
          source,
          fromStrides[row],
          fromStrides[step],
          into,
          target,
          intoStrides[row],
          intoStrides[step],
          shape[row],
          shape[step]);
      return;
    }
    for (long i = 0; i < shape[axis]; i++) {
      walk(axis + 1, source + i * fromStrides[axis], target + i * intoStrides[axis]);
    }
  }
}
