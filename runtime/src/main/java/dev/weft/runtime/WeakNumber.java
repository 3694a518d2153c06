// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;

/** Java numbers in the dtype that a program took them for, in a cell: an array of one element. */
final class WeakNumber {
  private WeakNumber() {}

  /** Converts a tensor of rank 0; false if its number does not fit. */
  static boolean convert(Tensor given, DType dtype, Object cell) {
    return switch (given.storage()) {
      case double[] from -> real(from[(int) given.offset()], cell);
      case float[] from -> real(from[(int) given.offset()], cell);
      case Object from ->
          integer(Storage.getLong(given.dtype(), from, given.offset()), dtype, cell);
    };
  }

  /** Converts a number that may have a fraction; false if the cell is for others. */
  static boolean real(double value, Object cell) {
    switch (cell) {
      case double[] array -> array[0] = value;
      case float[] array -> array[0] = (float) value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Converts a whole number; false if it does not fit. */
  static boolean integer(long value, DType dtype, Object cell) {
    if (dtype.isInteger() && (value < dtype.least() || value > dtype.most())) {
      return false;
    }
    switch (cell) {
      case long[] array -> array[0] = value;
      case int[] array -> array[0] = (int) value;
      case byte[] array -> array[0] = (byte) value;
      case short[] array -> array[0] = (short) value;
      case char[] array -> array[0] = (char) value;
      case boolean[] array -> {
        array[0] = value != 0;
        return value == 0 || value == 1;
      }
      default -> {
        return real(value, cell);
      }
    }
    return true;
  }
}
