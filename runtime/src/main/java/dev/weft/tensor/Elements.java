// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/** Copies of a tensor's elements to flat Java arrays in row-major order, and their comparison. */
final class Elements {
  private static final int CHUNK = 4096;

  private Elements() {}

  static double[] toDoubles(Tensor tensor) {
    double[] result = (double[]) Storage.allocate(DType.F64, tensor.size());
    if (tensor.dtype() == DType.F64) {
      tensor.read(0, tensor.size(), result, 0);
      return result;
    }
    Tensor dense = tensor.contiguous();
    for (int i = 0; i < result.length; i++) {
      result[i] = Storage.getDouble(dense.storage(), dense.offset() + i);
    }
    return result;
  }

  static long[] toLongs(Tensor tensor) {
    long[] result = (long[]) Storage.allocate(DType.I64, tensor.size());
    if (tensor.dtype() == DType.I64) {
      tensor.read(0, tensor.size(), result, 0);
      return result;
    }
    Tensor dense = tensor.contiguous();
    for (int i = 0; i < result.length; i++) {
      result[i] = Storage.getLong(dense.storage(), dense.offset() + i);
    }
    return result;
  }

  /** A copy in an array of the tensor's own storage type. */
  static Object toArray(Tensor tensor) {
    Object result = Storage.allocate(tensor.dtype(), tensor.size());
    tensor.read(0, tensor.size(), result, 0);
    return result;
  }

  /** Compares elements of tensors of one dtype and shape. */
  static boolean equal(Tensor a, Tensor b) {
    if (a.dtype().isComplex()) {
      return equal(a.parts(), b.parts());
    }
    int chunk = (int) Math.min(CHUNK, a.size());
    Object left = Storage.allocate(a.dtype(), chunk);
    Object right = Storage.allocate(a.dtype(), chunk);
    for (long done = 0; done < a.size(); done += chunk) {
      int count = (int) Math.min(chunk, a.size() - done);
      a.read(done, count, left, 0);
      b.read(done, count, right, 0);
      if (!equal(left, right, count)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(Object left, Object right, int n) {
    return switch (left) {
      case double[] array -> Arrays.equals(array, 0, n, (double[]) right, 0, n);
      case float[] array -> Arrays.equals(array, 0, n, (float[]) right, 0, n);
      case long[] array -> Arrays.equals(array, 0, n, (long[]) right, 0, n);
      case int[] array -> Arrays.equals(array, 0, n, (int[]) right, 0, n);
      case boolean[] array -> Arrays.equals(array, 0, n, (boolean[]) right, 0, n);
      case byte[] array -> Arrays.equals(array, 0, n, (byte[]) right, 0, n);
      default -> throw new IllegalArgumentException(left.getClass().getTypeName());
    };
  }
}
