// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.tensor.DType;
import dev.weft.tensor.Identity;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/**
 * What a tensor view is apart from its memory: the same for every call with inputs of the same
 * layout, so that work done for one serves all.
 *
 * @param identity true for the storage without memory, {@link Identity}
 * @param shape extents of the axes
 * @param strides steps of the axes in elements
 */
public record Strided(DType dtype, boolean identity, long[] shape, long[] strides) {

  /** The layout of a tensor. */
  public static Strided of(Tensor tensor) {
    return new Strided(
        tensor.dtype(), tensor.storage() instanceof Identity, tensor.shape(), tensor.strides());
  }

  /** A contiguous row-major layout. */
  public static Strided rowMajor(DType dtype, long... shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return new Strided(dtype, false, shape, strides);
  }

  public int rank() {
    return shape.length;
  }

  /** The number of elements. */
  public long size() {
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    return size;
  }

  /** True if {@code tensor} has this layout; allocates nothing. */
  public boolean fits(Tensor tensor) {
    if (tensor.dtype() != dtype
        || tensor.rank() != shape.length
        || tensor.storage() instanceof Identity != identity) {
      return false;
    }
    for (int axis = 0; axis < shape.length; axis++) {
      if (tensor.dim(axis) != shape[axis] || tensor.stride(axis) != strides[axis]) {
        return false;
      }
    }
    return true;
  }

  /** A view of this layout over some memory. */
  public Tensor over(Object storage, long offset) {
    return Tensor.view(dtype, storage, offset, shape, strides);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Strided that
        && dtype == that.dtype
        && identity == that.identity
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(strides, that.strides);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(strides);
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape) + " by " + Arrays.toString(strides);
  }
}
