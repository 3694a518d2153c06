// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;
import java.util.stream.LongStream;

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

  /** The steps of the last axes here, and in a dense array. */
  private final Steps steps;

  private final Steps denseSteps;

  private Layout(long[] shape, long[] strides) {
    this.shape = shape;
    this.strides = strides;
    this.spans = Strides.rowMajor(shape);
    this.steps = Steps.last(strides, strides.length);
    this.denseSteps = Steps.last(spans, spans.length);
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

  /** The steps of the last axes. */
  Steps steps() {
    return steps;
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

  /** Per axis how many elements one index of it holds. */
  public LongStream spans() {
    return LongStream.of(spans);
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

  /**
   * Strides that give a view of the shape {@code target}, which has as many elements, the same
   * elements in the same row-major order; null where only a copy can.
   */
  public long[] reshape(long[] target) {
    return Strides.reshape(this, target);
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
   * transfers the following {@code take} from or to a dense array, in row-major order: the rest of
   * a begun index, whole indices, the start of another one.
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
    long stride = strides[axis];
    long span = spans[axis];
    if (span == 1) {
      indices(read, axis, strided, address + skip * stride, take, dense, at);
      return;
    }
    long index = skip == 0 ? 0 : skip / span;
    long inside = skip - index * span;
    long done = 0;
    if (inside > 0) {
      done = Math.min(span - inside, take);
      transfer(read, axis + 1, strided, address + index * stride, inside, done, dense, at);
      index++;
    }
    long whole = take - done < span ? 0 : (take - done) / span;
    indices(read, axis, strided, address + index * stride, whole, dense, at + done);
    done += whole * span;
    if (done < take) {
      long next = address + (index + whole) * stride;
      transfer(read, axis + 1, strided, next, 0, take - done, dense, at + done);
    }
  }

  /** Transfers {@code count} whole indices of an axis. */
  private void indices(
      boolean read, int axis, Object strided, long address, long count, Object dense, long at) {
    int below = shape.length - 1 - axis;
    if (below >= Block.AXES) {
      for (long i = 0; i < count; i++) {
        long start = address + i * strides[axis];
        indices(read, axis + 1, strided, start, shape[axis + 1], dense, at + i * spans[axis]);
      }
      return;
    }
    long planes = below == 2 ? count : 1;
    long rows = below == 1 ? count : below == 0 ? 1 : shape[axis + 1];
    long elements = below == 0 ? count : shape[shape.length - 1];
    if (read) {
      Block.copy(strided, address, steps, dense, at, denseSteps, planes, rows, elements);
    } else {
      Block.copy(dense, at, denseSteps, strided, address, steps, planes, rows, elements);
    }
  }
}
