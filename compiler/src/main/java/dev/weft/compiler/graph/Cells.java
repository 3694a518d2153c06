// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/** A value of the interpreter: the literals of a tensor, by their bits, in row-major order. */
record Cells(DType dtype, long[] shape, long[] bits) {

  /** The value whose element at every index is given by {@code element}. */
  static Cells fill(DType dtype, long[] shape, Function<long[], Literal> element) {
    long[] bits = new long[size(shape)];
    for (int i = 0; i < bits.length; i++) {
      Literal literal = element.apply(index(i, shape));
      if (literal.dtype() != dtype) {
        throw new IllegalArgumentException(literal + " is no element of " + dtype);
      }
      bits[i] = literal.bits();
    }
    return new Cells(dtype, shape, bits);
  }

  static Cells scalar(Literal value) {
    return new Cells(value.dtype(), new long[0], new long[] {value.bits()});
  }

  static Cells of(Tensor tensor) {
    Tensor dense = tensor.contiguous();
    int base = (int) dense.offset();
    long[] bits = new long[Math.toIntExact(dense.size())];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = bits(dense.storage(), base + i);
    }
    return new Cells(tensor.dtype(), tensor.shape(), bits);
  }

  private static long bits(Object storage, int at) {
    return switch (storage) {
      case double[] array -> Double.doubleToRawLongBits(array[at]);
      case float[] array -> Float.floatToRawIntBits(array[at]);
      case long[] array -> array[at];
      case int[] array -> array[at];
      case boolean[] array -> array[at] ? 1 : 0;
      case byte[] array -> array[at] & 0xff;
      default -> throw new IllegalArgumentException(storage.getClass().getTypeName());
    };
  }

  Tensor toTensor() {
    Object storage = Storage.allocate(dtype, bits.length);
    for (int i = 0; i < bits.length; i++) {
      switch (storage) {
        case double[] array -> array[i] = Double.longBitsToDouble(bits[i]);
        case float[] array -> array[i] = Float.intBitsToFloat((int) bits[i]);
        case long[] array -> array[i] = bits[i];
        case int[] array -> array[i] = (int) bits[i];
        case boolean[] array -> array[i] = bits[i] != 0;
        case byte[] array -> array[i] = (byte) bits[i];
        default -> throw new IllegalArgumentException(storage.getClass().getTypeName());
      }
    }
    return Tensor.dense(storage, shape);
  }

  int rank() {
    return shape.length;
  }

  Literal get(int position) {
    return new Literal(dtype, bits[position]);
  }

  Literal get(long[] index) {
    return get(position(index, shape));
  }

  /** The only element of a scalar. */
  Literal item() {
    if (bits.length != 1) {
      throw new IllegalStateException(bits.length + " elements are no scalar");
    }
    return get(0);
  }

  /** The same elements in the same order under another shape. */
  Cells reshaped(long[] other) {
    if (size(other) != bits.length) {
      throw new IllegalArgumentException(
          "cannot reshape " + Arrays.toString(shape) + " to " + Arrays.toString(other));
    }
    return new Cells(dtype, other, bits);
  }

  static int size(long[] shape) {
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    return Math.toIntExact(size);
  }

  static long[] index(int position, long[] shape) {
    long[] index = new long[shape.length];
    long rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }

  static int position(long[] index, long[] shape) {
    if (index.length != shape.length) {
      throw new IndexOutOfBoundsException(index.length + " indices of rank " + shape.length);
    }
    long position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape[axis]) {
        throw new IndexOutOfBoundsException(
            Arrays.toString(index) + " is outside " + Arrays.toString(shape));
      }
      position = position * shape[axis] + index[axis];
    }
    return (int) position;
  }
}
