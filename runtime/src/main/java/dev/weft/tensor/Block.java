// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/**
 * Copies of two-dimensional blocks between arrays of one dtype: {@code rows} rows of {@code count}
 * elements, each side with an address, a step between rows and a step inside a row. Rows whose
 * elements lie side by side are copied as a whole, repeated elements are filled; the sides must not
 * overlap. One method per dtype, because the inner loop has to know its array; plain numbers as
 * parameters, because copies that feed kernels must not allocate.
 */
final class Block {
  /** Rows up to this many elements are cheaper to copy one by one. */
  private static final int SHORT = 8;

  private Block() {}

  static void copy(
      Object from,
      long fromAddress,
      long fromRow,
      long fromStep,
      Object into,
      long intoAddress,
      long intoRow,
      long intoStep,
      long rows,
      long count) {
    if (from instanceof Identity) {
      iota(
          fromAddress,
          fromRow,
          fromStep,
          (long[]) into,
          intoAddress,
          intoRow,
          intoStep,
          rows,
          count);
      return;
    }
    int n = (int) count;
    int s = (int) fromStep;
    int t = (int) intoStep;
    switch (into) {
      case double[] array ->
          doubles(
              (double[]) from, fromAddress, fromRow, s, array, intoAddress, intoRow, t, rows, n);
      case float[] array ->
          floats((float[]) from, fromAddress, fromRow, s, array, intoAddress, intoRow, t, rows, n);
      case long[] array ->
          longs((long[]) from, fromAddress, fromRow, s, array, intoAddress, intoRow, t, rows, n);
      case int[] array ->
          ints((int[]) from, fromAddress, fromRow, s, array, intoAddress, intoRow, t, rows, n);
      case boolean[] array ->
          booleans(
              (boolean[]) from, fromAddress, fromRow, s, array, intoAddress, intoRow, t, rows, n);
      case byte[] array ->
          bytes((byte[]) from, fromAddress, fromRow, s, array, intoAddress, intoRow, t, rows, n);
      default -> throw new IllegalArgumentException(into.getClass().getTypeName());
    }
  }

  private static void iota(
      long fromAddress,
      long fromRow,
      long fromStep,
      long[] into,
      long intoAddress,
      long intoRow,
      long intoStep,
      long rows,
      long count) {
    for (long row = 0; row < rows; row++) {
      long value = fromAddress + row * fromRow;
      int b = (int) (intoAddress + row * intoRow);
      int t = (int) intoStep;
      for (int i = 0; i < count; i++) {
        into[b + i * t] = value + i * fromStep;
      }
    }
  }

  private static void doubles(
      double[] from,
      long fromAddress,
      long fromRow,
      int s,
      double[] into,
      long intoAddress,
      long intoRow,
      int t,
      long rows,
      int n) {
    for (long row = 0; row < rows; row++) {
      int a = (int) (fromAddress + row * fromRow);
      int b = (int) (intoAddress + row * intoRow);
      if (t == 1 && s == 0) {
        Arrays.fill(into, b, b + n, from[a]);
      } else if (t == 1 && s == 1 && n > SHORT) {
        System.arraycopy(from, a, into, b, n);
      } else {
        for (int i = 0; i < n; i++) {
          into[b + i * t] = from[a + i * s];
        }
      }
    }
  }

  private static void floats(
      float[] from,
      long fromAddress,
      long fromRow,
      int s,
      float[] into,
      long intoAddress,
      long intoRow,
      int t,
      long rows,
      int n) {
    for (long row = 0; row < rows; row++) {
      int a = (int) (fromAddress + row * fromRow);
      int b = (int) (intoAddress + row * intoRow);
      if (t == 1 && s == 0) {
        Arrays.fill(into, b, b + n, from[a]);
      } else if (t == 1 && s == 1 && n > SHORT) {
        System.arraycopy(from, a, into, b, n);
      } else {
        for (int i = 0; i < n; i++) {
          into[b + i * t] = from[a + i * s];
        }
      }
    }
  }

  private static void longs(
      long[] from,
      long fromAddress,
      long fromRow,
      int s,
      long[] into,
      long intoAddress,
      long intoRow,
      int t,
      long rows,
      int n) {
    for (long row = 0; row < rows; row++) {
      int a = (int) (fromAddress + row * fromRow);
      int b = (int) (intoAddress + row * intoRow);
      if (t == 1 && s == 0) {
        Arrays.fill(into, b, b + n, from[a]);
      } else if (t == 1 && s == 1 && n > SHORT) {
        System.arraycopy(from, a, into, b, n);
      } else {
        for (int i = 0; i < n; i++) {
          into[b + i * t] = from[a + i * s];
        }
      }
    }
  }

  private static void ints(
      int[] from,
      long fromAddress,
      long fromRow,
      int s,
      int[] into,
      long intoAddress,
      long intoRow,
      int t,
      long rows,
      int n) {
    for (long row = 0; row < rows; row++) {
      int a = (int) (fromAddress + row * fromRow);
      int b = (int) (intoAddress + row * intoRow);
      if (t == 1 && s == 0) {
        Arrays.fill(into, b, b + n, from[a]);
      } else if (t == 1 && s == 1 && n > SHORT) {
        System.arraycopy(from, a, into, b, n);
      } else {
        for (int i = 0; i < n; i++) {
          into[b + i * t] = from[a + i * s];
        }
      }
    }
  }

  private static void booleans(
      boolean[] from,
      long fromAddress,
      long fromRow,
      int s,
      boolean[] into,
      long intoAddress,
      long intoRow,
      int t,
      long rows,
      int n) {
    for (long row = 0; row < rows; row++) {
      int a = (int) (fromAddress + row * fromRow);
      int b = (int) (intoAddress + row * intoRow);
      if (t == 1 && s == 0) {
        Arrays.fill(into, b, b + n, from[a]);
      } else if (t == 1 && s == 1 && n > SHORT) {
        System.arraycopy(from, a, into, b, n);
      } else {
        for (int i = 0; i < n; i++) {
          into[b + i * t] = from[a + i * s];
        }
      }
    }
  }

  private static void bytes(
      byte[] from,
      long fromAddress,
      long fromRow,
      int s,
      byte[] into,
      long intoAddress,
      long intoRow,
      int t,
      long rows,
      int n) {
    for (long row = 0; row < rows; row++) {
      int a = (int) (fromAddress + row * fromRow);
      int b = (int) (intoAddress + row * intoRow);
      if (t == 1 && s == 0) {
        Arrays.fill(into, b, b + n, from[a]);
      } else if (t == 1 && s == 1 && n > SHORT) {
        System.arraycopy(from, a, into, b, n);
      } else {
        for (int i = 0; i < n; i++) {
          into[b + i * t] = from[a + i * s];
        }
      }
    }
  }
}
