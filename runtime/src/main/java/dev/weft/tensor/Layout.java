// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/**
 * A shape and its strides with axes of size 1 dropped and neighbours merged where the outer one
 * continues the inner one: the least loop nest that visits the same addresses in the same order.
 * There is always at least one axis. Only for shapes with elements.
 */
final class Layout {
  private final long[] shape;
  private final long[] strides;

  /** {@code spans[a]}: elements of one index of axis a. */
  private final long[] spans;

  private Layout(long[] shape, long[] strides) {
    this.shape = shape;
    this.strides = strides;
    this.spans = Strides.rowMajor(shape);
  }

  static Layout merge(long[] shape, long[] strides) {
    long[] extents = new long[shape.length + 1];
    long[] steps = new long[shape.length + 1];
    int rank = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == 1) {
        continue;
      }
      if (rank > 0 && steps[rank - 1] == strides[axis] * shape[axis]) {
        extents[rank - 1] *= shape[axis];
      } else {
        extents[rank++] = shape[axis];
      }
      steps[rank - 1] = strides[axis];
    }
    if (rank == 0) {
      return new Layout(new long[] {1}, new long[] {1});
    }
    return new Layout(Arrays.copyOf(extents, rank), Arrays.copyOf(steps, rank));
  }

  int rank() {
    return shape.length;
  }

  long shape(int axis) {
    return shape[axis];
  }

  long stride(int axis) {
    return strides[axis];
  }

  boolean isContiguous() {
    return shape.length == 1 && strides[0] == 1;
  }

  /** The address, relative to the offset, of the element at a row-major position. */
  long address(long position) {
    long address = 0;
    long rest = position;
    for (int axis = 0; axis < shape.length - 1; axis++) {
      long index = rest / spans[axis];
      rest -= index * spans[axis];
      address += index * strides[axis];
    }
    return address + rest * strides[shape.length - 1];
  }

  /** True if the elements from a position on lie side by side, so that they need no copy. */
  boolean isRun(long position, long count) {
    int inner = shape.length - 1;
    if (inner == 0 || count <= 1) {
      return count <= 1 || strides[0] == 1;
    }
    return strides[inner] == 1 && position % shape[inner] + count <= shape[inner];
  }

  /** Copies elements {@code position .. position + count - 1} to {@code into[at ..]}. */
  void read(Object storage, long offset, long position, long count, Object into, long at) {
    new Transfer(this, storage, into, true).walk(0, offset, position, count, at);
  }

  /** Copies {@code from[at ..]} to elements {@code position .. position + count - 1}. */
  void write(Object storage, long offset, long position, long count, Object from, long at) {
    new Transfer(this, storage, from, false).walk(0, offset, position, count, at);
  }

  /** A copy between a strided and a dense array, in row-major order. */
  private record Transfer(Layout layout, Object strided, Object dense, boolean read) {

    /**
     * Of the elements below one index of axis {@code axis - 1}, at {@code address}, skips some and
     * transfers the following {@code take}.
     */
    void walk(int axis, long address, long skip, long take, long at) {
      int below = layout.shape.length - 1 - axis;
      long stride = layout.strides[axis];
      if (below == 0) {
        block(address + skip * stride, 0, stride, at, 1, take);
        return;
      }
      long span = layout.spans[axis];
      if (below == 1 && skip == 0 && take == span * layout.shape[axis]) {
        block(address, stride, layout.strides[axis + 1], at, layout.shape[axis], span);
        return;
      }
      long index = skip == 0 ? 0 : skip / span;
      long inside = skip - index * span;
      for (long done = 0; done < take; index++) {
        long count = Math.min(span - inside, take - done);
        walk(axis + 1, address + index * stride, inside, count, at + done);
        inside = 0;
        done += count;
      }
    }

    private void block(long address, long outer, long inner, long at, long rows, long count) {
      if (read) {
        Block.copy(strided, address, outer, inner, dense, at, count, 1, rows, count);
      } else {
        Block.copy(dense, at, count, 1, strided, address, outer, inner, rows, count);
      }
    }
  }
}
