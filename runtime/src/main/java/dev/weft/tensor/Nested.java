// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import dev.weft.diagnostic.Wording;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors from nested Java arrays such as {@code double[][]}, and back. */
final class Nested {
  private Nested() {}

  static Tensor read(Object value) {
    return switch (value) {
      case null -> throw new IllegalArgumentException("null is no tensor");
      case Tensor tensor -> tensor;
      case Boolean b -> Tensor.scalar(b);
      case Byte b -> Tensor.of(new byte[] {b}, new long[0]);
      case Short s -> Tensor.of(new short[] {s}, new long[0]);
      case Integer i -> Tensor.scalar(i);
      case Long l -> Tensor.scalar(l);
      case Float f -> Tensor.scalar(f);
      case Double d -> Tensor.scalar(d);
      case Complex c -> Tensor.scalar(c);
      case double[] array -> Tensor.of(array);
      case float[] array -> Tensor.of(array);
      case long[] array -> Tensor.of(array);
      case int[] array -> Tensor.of(array);
      case boolean[] array -> Tensor.of(array);
      case byte[] array -> Tensor.of(array);
      case short[] array -> Tensor.of(array, array.length);
      case char[] array -> Tensor.of(array, array.length);
      case Object[] array -> readRows(array);
      default ->
          throw new IllegalArgumentException(
              value.getClass().getTypeName()
                  + " is no tensor: give an array of double, float, long, int, short, char, byte or"
                  + " boolean (nested or not), or one such value");
    };
  }

  private static Tensor readRows(Object[] array) {
    List<Long> extents = new ArrayList<>();
    DType dtype = measure(array, extents);
    long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
    Object storage = Storage.allocate(dtype, Strides.size(shape));
    fill(array, shape, 0, storage, 0, "");
    return Tensor.view(dtype, storage, 0, shape, Strides.rowMajor(shape));
  }

  /** Appends the extents along first elements; an empty array tells the rest by its type. */
  private static DType measure(Object[] array, List<Long> extents) {
    Object level = array;
    while (level instanceof Object[] rows && rows.length > 0) {
      checkDepth(extents.size());
      extents.add((long) rows.length);
      level = rows[0];
      if (level == null) {
        throw new IllegalArgumentException(
            "the row at " + "[0]".repeat(extents.size()) + " is null");
      }
    }
    Class<?> type = level.getClass();
    extents.add((long) (type.isArray() ? Array.getLength(level) : 0));
    while (type.isArray() && type.getComponentType().isArray()) {
      checkDepth(extents.size());
      extents.add(0L);
      type = type.getComponentType();
    }
    if (!type.isArray() || !type.getComponentType().isPrimitive()) {
      throw new IllegalArgumentException(
          "nested arrays must end in rows of double, float, long, int, short, char, byte or"
              + " boolean, not "
              + (type.isArray() ? type.getComponentType() : type).getTypeName());
    }
    return Storage.dtype(Array.newInstance(type.getComponentType(), 0));
  }

  private static void checkDepth(int depth) {
    if (depth >= Tensor.MAX_RANK) {
      throw new IllegalArgumentException(
          "arrays nested more than " + Tensor.MAX_RANK + " deep, the limit of axes");
    }
  }

  private static void fill(
      Object rows, long[] shape, int axis, Object storage, int at, String place) {
    if (axis == shape.length - 1) {
      copyRow(rows, (int) shape[axis], storage, at, place);
      return;
    }
    if (!(rows instanceof Object[] array) || array.length != shape[axis]) {
      throw ragged(rows, place, shape, axis);
    }
    int span = 1;
    for (int inner = axis + 1; inner < shape.length; inner++) {
      span *= (int) shape[inner];
    }
    for (int i = 0; i < array.length; i++) {
      fill(array[i], shape, axis + 1, storage, at + i * span, place + "[" + i + "]");
    }
  }

  private static void copyRow(Object row, int length, Object storage, int at, String place) {
    if (row == null || row.getClass() != storage.getClass() || Array.getLength(row) != length) {
      throw ragged(row, place, new long[] {length}, 0);
    }
    System.arraycopy(row, 0, storage, at, length);
  }

  private static IllegalArgumentException ragged(Object row, String place, long[] shape, int axis) {
    String found =
        row == null
            ? "is null"
            : row.getClass().isArray()
                ? Wording.of(
                    "is %s of length %d", row.getClass().getTypeName(), Array.getLength(row))
                : "is " + row.getClass().getTypeName();
    return new IllegalArgumentException(
        Wording.of(
            "ragged array: the row at %s %s, where the first one has length %d",
            place, found, shape[axis]));
  }

  /** A nested array of the tensor's elements, or the boxed element of a tensor of rank 0. */
  static Object write(Tensor tensor) {
    if (tensor.rank() == 0) {
      return tensor.item();
    }
    long[] shape = tensor.shape();
    int[] extents = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    Object storage = Storage.allocate(tensor.dtype(), 0);
    Object result = Array.newInstance(storage.getClass().getComponentType(), extents);
    if (tensor.size() > 0) {
      writeRows(tensor, result, 0, 0);
    }
    return result;
  }

  private static long writeRows(Tensor tensor, Object rows, int axis, long position) {
    if (axis == tensor.rank() - 1) {
      int length = Array.getLength(rows);
      tensor.read(position, length, rows, 0);
      return position + length;
    }
    long next = position;
    for (Object row : (Object[]) rows) {
      next = writeRows(tensor, row, axis + 1, next);
    }
    return next;
  }
}
