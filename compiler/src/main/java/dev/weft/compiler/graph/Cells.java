// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.Complex;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A value of the interpreter: the literals of a tensor, by their bits, in row-major order.
 *
 * @param imaginary the bits of the imaginary parts of complex numbers; else null
 */
record Cells(DType dtype, long[] shape, long[] bits, long[] imaginary) {

  /** A value whose elements are still to be set. */
  static Cells zeros(DType dtype, long[] shape) {
    int size = size(shape);
    return new Cells(dtype, shape, new long[size], dtype.isComplex() ? new long[size] : null);
  }

  /** Complex numbers by their parts. */
  static Cells complex(Cells re, Cells im) {
    return new Cells(re.dtype.complex(), re.shape, re.bits, im.bits);
  }

  /** The value whose element at every index is given by {@code element}. */
  static Cells fill(DType dtype, long[] shape, Function<long[], Literal> element) {
    Cells cells = zeros(dtype, shape);
    for (int i = 0; i < cells.bits.length; i++) {
      cells.set(i, element.apply(index(i, shape)));
    }
    return cells;
  }

  void set(int position, Literal literal) {
    if (literal.dtype() != dtype) {
      throw new IllegalArgumentException(literal + " is no element of " + dtype);
    }
    bits[position] = literal.bits();
    if (imaginary != null) {
      imaginary[position] = literal.imaginary();
    }
  }

  Cells copy() {
    return new Cells(dtype, shape, bits.clone(), imaginary == null ? null : imaginary.clone());
  }

  /** The real parts (0) or the imaginary ones (1) of complex numbers. */
  Cells part(int part) {
    return new Cells(dtype.part(), shape, part == 0 ? bits : imaginary, null);
  }

  /** The parts of complex numbers along one more, last axis. */
  Cells parts() {
    long[] pairs = Arrays.copyOf(shape, shape.length + 1);
    pairs[shape.length] = 2;
    Cells parts = zeros(dtype.part(), pairs);
    for (int i = 0; i < bits.length; i++) {
      parts.bits[2 * i] = bits[i];
      parts.bits[2 * i + 1] = imaginary[i];
    }
    return parts;
  }

  static Cells scalar(Literal value) {
    return fill(value.dtype(), new long[0], index -> value);
  }

  static Cells of(Tensor tensor) {
    if (tensor.dtype().isComplex()) {
      return complex(of(tensor.real()), of(tensor.imag()));
    }
    Tensor dense = tensor.contiguous();
    int base = (int) dense.offset();
    long[] bits = new long[Math.toIntExact(dense.size())];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = bits(tensor.dtype(), dense.storage(), base + i);
    }
    return new Cells(tensor.dtype(), tensor.shape(), bits, null);
  }

  private static long bits(DType dtype, Object storage, int at) {
    return switch (storage) {
      case double[] array -> Double.doubleToRawLongBits(array[at]);
      case float[] array -> Float.floatToRawIntBits(array[at]);
      default -> Storage.getLong(dtype, storage, at);
    };
  }

  Tensor toTensor() {
    if (dtype.isComplex()) {
      return Complex.tensor(parts().toTensor());
    }
    Object storage = Storage.allocate(dtype, bits.length);
    for (int i = 0; i < bits.length; i++) {
      switch (storage) {
        case double[] array -> array[i] = Double.longBitsToDouble(bits[i]);
        case float[] array -> array[i] = Float.intBitsToFloat((int) bits[i]);
        case long[] array -> array[i] = bits[i];
        case int[] array -> array[i] = (int) bits[i];
        case boolean[] array -> array[i] = bits[i] != 0;
        case byte[] array -> array[i] = (byte) bits[i];
        case short[] array -> array[i] = (short) bits[i];
        case char[] array -> array[i] = (char) bits[i];
        default -> throw new IllegalArgumentException(storage.getClass().getTypeName());
      }
    }
    return Tensor.dense(dtype, storage, shape);
  }

  int rank() {
    return shape.length;
  }

  Literal get(int position) {
    return new Literal(dtype, bits[position], imaginary == null ? 0 : imaginary[position]);
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
    return new Cells(dtype, other, bits, imaginary);
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
