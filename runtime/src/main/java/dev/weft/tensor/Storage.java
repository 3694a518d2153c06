// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/**
 * What holds elements: Java arrays, one type per dtype, {@link Native} memory, and {@link
 * Identity}. Complex numbers are pairs among their parts.
 */
public final class Storage {

  /** The most elements that one array of this machine holds. */
  public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private Storage() {}

  /**
   * A new array of the dtype's storage type, all zero.
   *
   * @throws IllegalArgumentException if {@code count} is negative or more than an array holds
   */
  public static Object allocate(DType dtype, long count) {
    int most = MAX_ELEMENTS / dtype.width();
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(
          count + " elements of " + dtype + " do not fit: one array holds at most " + most);
    }
    int n = (int) count * dtype.width();
    return switch (dtype) {
      case BOOL -> new boolean[n];
      case U8, I8 -> new byte[n];
      case I16 -> new short[n];
      case U16 -> new char[n];
      case I32 -> new int[n];
      case I64 -> new long[n];
      case F32, C64 -> new float[n];
      case F64, C128 -> new double[n];
    };
  }

  /** Elements {@code to .. to + count - 1} of an array become the one at {@code from}. */
  public static void fill(Object array, int from, int to, int count) {
    switch (array) {
      case double[] a -> Arrays.fill(a, to, to + count, a[from]);
      case float[] a -> Arrays.fill(a, to, to + count, a[from]);
      case long[] a -> Arrays.fill(a, to, to + count, a[from]);
      case int[] a -> Arrays.fill(a, to, to + count, a[from]);
      case boolean[] a -> Arrays.fill(a, to, to + count, a[from]);
      case byte[] a -> Arrays.fill(a, to, to + count, a[from]);
      case short[] a -> Arrays.fill(a, to, to + count, a[from]);
      case char[] a -> Arrays.fill(a, to, to + count, a[from]);
      default -> throw new IllegalArgumentException("no array: " + array);
    }
  }

  /** True if {@code storage} can hold elements of a dtype. */
  public static boolean fits(DType dtype, Object storage) {
    boolean signed = dtype == DType.I8 && !(storage instanceof Native);
    return signed ? storage instanceof byte[] : dtype(storage) == dtype.part();
  }

  /**
   * The real dtype whose elements {@code storage} holds; bytes are taken to be u8.
   *
   * @throws IllegalArgumentException if it is no storage
   */
  public static DType dtype(Object storage) {
    return switch (storage) {
      case double[] _ -> DType.F64;
      case float[] _ -> DType.F32;
      case long[] _ -> DType.I64;
      case int[] _ -> DType.I32;
      case boolean[] _ -> DType.BOOL;
      case byte[] _ -> DType.U8;
      case short[] _ -> DType.I16;
      case char[] _ -> DType.U16;
      case Native memory -> memory.dtype();
      case Identity _ -> DType.I64;
      case null -> throw new IllegalArgumentException("null holds no elements");
      default ->
          throw new IllegalArgumentException(
              storage.getClass().getTypeName() + " is no array of elements");
    };
  }

  static boolean isArray(Object storage) {
    return !(storage instanceof Identity || storage instanceof Native);
  }

  static boolean isWritable(Object storage) {
    return storage instanceof Native memory ? memory.isWritable() : isArray(storage);
  }

  /** How many elements of a dtype {@code storage} holds. */
  static long length(DType dtype, Object storage) {
    return length(storage) / dtype.width();
  }

  /** How many elements {@code storage} holds. */
  public static long length(Object storage) {
    return switch (storage) {
      case double[] array -> array.length;
      case float[] array -> array.length;
      case long[] array -> array.length;
      case int[] array -> array.length;
      case boolean[] array -> array.length;
      case byte[] array -> array.length;
      case short[] array -> array.length;
      case char[] array -> array.length;
      case Native memory -> memory.length();
      case Identity _ -> Long.MAX_VALUE;
      default ->
          throw new IllegalArgumentException(
              storage.getClass().getTypeName() + " is no array of elements");
    };
  }

  static double getDouble(Object storage, long address) {
    return switch (storage) {
      case double[] array -> array[(int) address];
      case float[] array -> array[(int) address];
      case Native memory -> memory.getDouble(address);
      default -> getLong(storage, address);
    };
  }

  /** An integer or bool. */
  public static long getLong(DType dtype, Object storage, long address) {
    return dtype == DType.I8 && storage instanceof byte[] array
        ? array[(int) address]
        : getLong(storage, address);
  }

  static double getDouble(DType dtype, Object storage, long address) {
    return dtype == DType.I8 && storage instanceof byte[] array
        ? array[(int) address]
        : getDouble(storage, address);
  }

  static long getLong(Object storage, long address) {
    return switch (storage) {
      case long[] array -> array[(int) address];
      case int[] array -> array[(int) address];
      case byte[] array -> array[(int) address] & 0xff;
      case short[] array -> array[(int) address];
      case char[] array -> array[(int) address];
      case boolean[] array -> array[(int) address] ? 1 : 0;
      case Native memory -> memory.getLong(address);
      case Identity _ -> address;
      default ->
          throw new IllegalStateException(
              "an element of " + dtype(storage) + " is no integer; read it with getDouble");
    };
  }

  /** Boolean, Integer (for all integers but i64), Long, Float or Double. */
  static Object get(DType dtype, Object storage, long address) {
    if (dtype.isSmall()) {
      return (int) getLong(dtype, storage, address);
    }
    if (storage instanceof Native memory) {
      return get(memory, address);
    }
    return switch (storage) {
      case double[] array -> (Object) array[(int) address];
      case float[] array -> (Object) array[(int) address];
      case long[] array -> (Object) array[(int) address];
      case int[] array -> (Object) array[(int) address];
      case boolean[] array -> (Object) array[(int) address];
      default -> (Object) getLong(storage, address);
    };
  }

  private static Object get(Native memory, long address) {
    return switch (memory.dtype()) {
      case F64 -> (Object) memory.getDouble(address);
      case F32 -> (Object) (float) memory.getDouble(address);
      case I64 -> (Object) memory.getLong(address);
      case BOOL -> (Object) (memory.getLong(address) != 0);
      case U8, I8, I16, U16, I32 -> (Object) (int) memory.getLong(address);
      case C64, C128 -> throw new IllegalStateException(memory.dtype().toString());
    };
  }
}
