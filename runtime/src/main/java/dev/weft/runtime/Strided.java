// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.tensor.DType;
import dev.weft.tensor.Identity;
import dev.weft.tensor.Native;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/**
 * What a tensor view is apart from its memory: the same for every call with inputs of the same
 * layout, so that work done for one serves all.
 *
 * @param memory what kind of storage holds the elements
 * @param shape extents of the axes
 * @param strides steps of the axes in elements
 */
public record Strided(DType dtype, Memory memory, long[] shape, long[] strides) {

  /** Kinds of storage. */
  public enum Memory {
    ARRAY,
    /** Memory outside the heap, {@link Native}. */
    NATIVE,
    /** None: {@link Identity}. */
    IDENTITY;

    private static Memory of(Object storage) {
      return switch (storage) {
        case Identity _ -> IDENTITY;
        case Native _ -> NATIVE;
        default -> ARRAY;
      };
    }
  }

  /** The layout of a tensor. */
  public static Strided of(Tensor tensor) {
    return new Strided(
        tensor.dtype(), Memory.of(tensor.storage()), tensor.shape(), tensor.strides());
  }

  /** A contiguous row-major layout. */
  public static Strided rowMajor(DType dtype, long... shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return new Strided(dtype, Memory.ARRAY, shape, strides);
  }

  /** True if the elements are their addresses. */
  public boolean identity() {
    return memory == Memory.IDENTITY;
  }

  /** True if the elements lie in a Java array, where kernels can reach them. */
  public boolean isArray() {
    return memory == Memory.ARRAY;
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
        || Memory.of(tensor.storage()) != memory) {
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
        && memory == that.memory
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
