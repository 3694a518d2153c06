// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/** Complex tensors as real ones with one more axis, which holds the two parts, and back. */
final class Parts {
  private static final int COUNT = 2;

  private Parts() {}

  static Tensor of(Tensor tensor) {
    requireComplex(tensor);
    int rank = tensor.rank();
    long[] shape = Arrays.copyOf(tensor.shape(), rank + 1);
    long[] strides = new long[rank + 1];
    for (int axis = 0; axis < rank; axis++) {
      strides[axis] = COUNT * tensor.stride(axis);
    }
    shape[rank] = COUNT;
    strides[rank] = 1;
    DType dtype = tensor.dtype().part();
    return Tensor.view(dtype, tensor.storage(), COUNT * tensor.offset(), shape, strides);
  }

  /** A view of the real parts (0) or the imaginary ones (1). */
  static Tensor one(Tensor tensor, int part) {
    requireComplex(tensor);
    long[] strides = tensor.strides();
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] *= COUNT;
    }
    // Without elements there may be no place for a second part.
    long offset = COUNT * tensor.offset() + (tensor.size() == 0 ? 0 : part);
    return Tensor.view(tensor.dtype().part(), tensor.storage(), offset, tensor.shape(), strides);
  }

  /** The element at an address; real ones have no imaginary part. */
  static Complex element(Tensor tensor, long address) {
    Object storage = tensor.storage();
    return tensor.dtype().isComplex()
        ? new Complex(
            Storage.getDouble(storage, COUNT * address),
            Storage.getDouble(storage, COUNT * address + 1))
        : new Complex(Storage.getDouble(tensor.dtype(), storage, address), 0);
  }

  private static void requireComplex(Tensor tensor) {
    if (!tensor.dtype().isComplex()) {
      throw new IllegalStateException("the elements are " + tensor.dtype() + ", not complex");
    }
  }

  static Tensor joined(Tensor parts) {
    int rank = parts.rank() - 1;
    if (!parts.dtype().isFloat() || rank < 0 || parts.dim(rank) != COUNT) {
      throw new IllegalArgumentException(
          parts.signature() + " does not hold pairs of floats along its last axis");
    }
    Tensor source = isPaired(parts) ? parts : parts.copy();
    long[] strides = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      strides[axis] = source.stride(axis) / COUNT;
    }
    return Tensor.view(
        source.dtype().complex(),
        source.storage(),
        source.offset() / COUNT,
        Arrays.copyOf(source.shape(), rank),
        strides);
  }

  /** True where the two parts lie side by side, and all numbers at even addresses. */
  private static boolean isPaired(Tensor parts) {
    int rank = parts.rank() - 1;
    boolean paired = parts.stride(rank) == 1 && parts.offset() % COUNT == 0;
    for (int axis = 0; axis < rank; axis++) {
      paired &= parts.stride(axis) % COUNT == 0;
    }
    return paired;
  }
}
