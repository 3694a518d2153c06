// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/**
 * A shape and its strides with axes of size 1 dropped and neighbours merged where the outer one
 * continues the inner one: the least loop nest that visits the same addresses in the same order.
 * There is always at least one axis. Only for shapes with elements. Copies allocate nothing: they
 * feed kernels window by window.
 */
public final class Layout {
  private final long[] shape;
  private final long[] strides;

  /** {@code spans[a]}: elements of one index of axis a. */
  private final long[] spans;

  private Layout(long[] shape, long[] strides) {
    this.shape = shape;
    this.strides = strides;
    this.spans = Strides.rowMajor(shape);
  }

  public static Layout merge(long[] shape, long[] strides) {
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

  public int rank() {
    return shape.length;
  }

  public long shape(int axis) {
    return shape[axis];
  }

  public long stride(int axis) {
    return strides[axis];
  }

  public boolean isContiguous() {
    return shape.length == 1 && strides[0] == 1;
  }

  /** The address, relative to the offset, of the element at a row-major position. */
  public long address(long position) {
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
  public boolean isRun(long position, long count) {
    int inner = shape.length - 1;
    if (inner == 0 || count <= 1) {
      return count <= 1 || strides[0] == 1;
    }
    return strides[inner] == 1 && position % shape[inner] + count <= shape[inner];
  }

  /** Copies elements {@code position .. position + count - 1} to {@code into[at ..]}. */
  public void read(Object storage, long offset, long position, long count, Object into, long at) {
    transfer(true, 0, storage, offset, position, count, into, at);
  }

  /** Copies {@code from[at ..]} to elements {@code position .. position + count - 1}. */
  public void write(Object storage, long offset, long position, long count, Object from, long at) {
    transfer(false, 0, storage, offset, position, count, from, at);
  }

  /**
   * Of the elements below one index of axis {@code axis - 1}, at {@code address}, skips some and
   * transfers the following {@code take} from or to a dense array, in row-major order.
   */
  private void transfer(
      boolean read,
      int axis,
      Object strided,
      long address,
      long skip,
      long take,
      Object dense,
      long at) {
    int below = shape.length - 1 - axis;
    long stride = strides[axis];
    if (below == 0) {
      block(read, strided, address + skip * stride, 0, stride, dense, at, 1, take);
      return;
    }
    long span = spans[axis];
    if (below == 1 && skip == 0 && take == span * shape[axis]) {
      block(read, strided, address, stride, strides[axis + 1], dense, at, shape[axis], span);
      return;
    }
    long index = skip == 0 ? 0 : skip / span;
    long inside = skip - index * span;
    for (long done = 0; done < take; index++) {
      long count = Math.min(span - inside, take - done);
      transfer(read, axis + 1, strided, address + index * stride, inside, count, dense, at + done);
      inside = 0;
      done += count;
    }
  }

  private static void block(
      boolean read,
      Object strided,
      long address,
      long outer,
      long inner,
      Object dense,
      long at,
      long rows,
      long count) {
    if (read) {
      Block.copy(strided, address, outer, inner, dense, at, count, 1, rows, count);
    } else {
      Block.copy(dense, at, count, 1, strided, address, outer, inner, rows, count);
    }
  }
}
