// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/**
 * The Java arrays that hold elements: one array type per dtype, and {@link Identity}. Complex
 * numbers are pairs in an array of their parts.
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
      case U8 -> new byte[n];
      case I32 -> new int[n];
      case I64 -> new long[n];
      case F32, C64 -> new float[n];
      case F64, C128 -> new double[n];
    };
  }

  /** True if {@code storage} can hold elements of a dtype. */
  static boolean fits(DType dtype, Object storage) {
    return dtype(storage) == dtype.part();
  }

  /**
   * The real dtype whose elements {@code storage} holds.
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
      case Identity _ -> DType.I64;
      case null -> throw new IllegalArgumentException("null holds no elements");
      default ->
          throw new IllegalArgumentException(
              storage.getClass().getTypeName() + " is no array of elements");
    };
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
      default -> getLong(storage, address);
    };
  }

  static long getLong(Object storage, long address) {
    return switch (storage) {
      case long[] array -> array[(int) address];
      case int[] array -> array[(int) address];
      case byte[] array -> array[(int) address] & 0xff;
      case boolean[] array -> array[(int) address] ? 1 : 0;
      case Identity _ -> address;
      default ->
          throw new IllegalStateException(
              "an element of " + dtype(storage) + " is no integer; read it with getDouble");
    };
  }

  /** Boolean, Integer (also for u8), Long, Float or Double. */
  static Object get(Object storage, long address) {
    return switch (storage) {
      case double[] array -> (Object) array[(int) address];
      case float[] array -> (Object) array[(int) address];
      case long[] array -> (Object) array[(int) address];
      case int[] array -> (Object) array[(int) address];
      case boolean[] array -> (Object) array[(int) address];
      case byte[] array -> (Object) (array[(int) address] & 0xff);
      default -> (Object) getLong(storage, address);
    };
  }
}
