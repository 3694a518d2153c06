// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import dev.weft.diagnostic.Wording;
import java.util.Arrays;
import java.util.Objects;

/** Copies of elements to and from flat Java arrays in row-major order, and their comparison. */
final class Elements {
  private static final int CHUNK = 4096;

  private Elements() {}

  /** Copies as if all elements were read before any is written. */
  static void copy(Tensor from, Tensor target) {
    if (target.dtype() != from.dtype() || !Arrays.equals(from.shape(), target.shape())) {
      throw new IllegalArgumentException(
          Wording.of("cannot copy %s to %s", from.signature(), target.signature()));
    }
    checkWritable(target);
    if (from.dtype().isComplex()) {
      copy(from.parts(), target.parts());
      return;
    }
    long size = from.size();
    if (size == 0) {
      return;
    }
    Tensor source = from.storage() == target.storage() ? from.copy() : from;
    if (source.isContiguous()) {
      target
          .layout()
          .write(target.storage(), target.offset(), 0, size, source.storage(), source.offset());
    } else if (target.isContiguous()) {
      from.layout().read(from.storage(), from.offset(), 0, size, target.storage(), target.offset());
    } else if (source.isArray() || target.isArray()) {
      StridedCopy.copy(from, target);
    } else {
      chunks(source, target);
    }
  }

  private static void chunks(Tensor source, Tensor target) {
    Object chunk = Storage.allocate(source.dtype(), Math.min(CHUNK, source.size()));
    for (long done = 0; done < source.size(); done += CHUNK) {
      long count = Math.min(CHUNK, source.size() - done);
      source.read(done, count, chunk, 0);
      target.write(done, count, chunk, 0);
    }
  }

  private static void checkWritable(Tensor tensor) {
    boolean repeated = false;
    for (int axis = 0; axis < tensor.rank(); axis++) {
      repeated |= tensor.stride(axis) == 0 && tensor.dim(axis) > 1;
    }
    if (repeated || !Storage.isWritable(tensor.storage())) {
      String what =
          tensor.storage() instanceof Native ? "read-only memory" : "a tensor without memory";
      throw new IllegalArgumentException(
          "cannot write to " + (repeated ? "a broadcast view" : what));
    }
  }

  static void read(Tensor tensor, long position, long count, Object into, int at) {
    if (tensor.dtype().isComplex()) {
      read(tensor.parts(), 2 * position, 2 * count, into, 2 * at);
      return;
    }
    Objects.checkFromIndexSize(position, count, tensor.size());
    Objects.checkFromIndexSize(at, count, Storage.length(into));
    if (count > 0) {
      tensor.layout().read(tensor.storage(), tensor.offset(), position, count, into, at);
    }
  }

  static void write(Tensor tensor, long position, long count, Object from, int at) {
    if (tensor.dtype().isComplex()) {
      write(tensor.parts(), 2 * position, 2 * count, from, 2 * at);
      return;
    }
    Objects.checkFromIndexSize(position, count, tensor.size());
    Objects.checkFromIndexSize(at, count, Storage.length(from));
    checkWritable(tensor);
    if (count > 0) {
      tensor.layout().write(tensor.storage(), tensor.offset(), position, count, from, at);
    }
  }

  static double[] toDoubles(Tensor tensor) {
    double[] result = (double[]) Storage.allocate(DType.F64, tensor.size());
    if (tensor.dtype() == DType.F64) {
      tensor.read(0, tensor.size(), result, 0);
      return result;
    }
    Tensor dense = tensor.contiguous();
    for (int i = 0; i < result.length; i++) {
      result[i] = Storage.getDouble(tensor.dtype(), dense.storage(), dense.offset() + i);
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
      result[i] = Storage.getLong(tensor.dtype(), dense.storage(), dense.offset() + i);
    }
    return result;
  }

  /** The storage of real elements. */
  static Object real(Tensor tensor) {
    if (tensor.dtype().isComplex()) {
      throw new IllegalStateException(
          "the elements are " + tensor.dtype() + "; read real() or imag()");
    }
    return tensor.storage();
  }

  static void require(Tensor tensor, DType dtype) {
    if (tensor.dtype() != dtype) {
      throw new IllegalStateException("the elements are " + tensor.dtype() + ", not " + dtype);
    }
  }

  static Object toArray(Tensor tensor, DType dtype) {
    require(tensor, dtype);
    return toArray(tensor);
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
      case short[] array -> Arrays.equals(array, 0, n, (short[]) right, 0, n);
      case char[] array -> Arrays.equals(array, 0, n, (char[]) right, 0, n);
      default -> throw new IllegalArgumentException(left.getClass().getTypeName());
    };
  }
}
