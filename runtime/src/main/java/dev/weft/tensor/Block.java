// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/**
 * Copies of two-dimensional blocks between arrays of one dtype: {@code rows} rows of {@code count}
 * elements, each side with an address, a step between rows and a step inside a row. Rows whose
 * elements lie side by side are copied as a whole, repeated elements are filled; the sides must not
 * overlap. One method per dtype, because the inner loop has to know its array.
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
    Side source = new Side(fromAddress, fromRow, fromStep);
    Side target = new Side(intoAddress, intoRow, intoStep);
    if (from instanceof Identity) {
      iota(source, (long[]) into, target, rows, count);
      return;
    }
    switch (into) {
      case double[] array -> doubles((double[]) from, source, array, target, rows, count);
      case float[] array -> floats((float[]) from, source, array, target, rows, count);
      case long[] array -> longs((long[]) from, source, array, target, rows, count);
      case int[] array -> ints((int[]) from, source, array, target, rows, count);
      case boolean[] array -> booleans((boolean[]) from, source, array, target, rows, count);
      case byte[] array -> bytes((byte[]) from, source, array, target, rows, count);
      default -> throw new IllegalArgumentException(into.getClass().getTypeName());
    }
  }

  /** Where the rows of one side lie: a value that the compiler keeps in registers. */
  private record Side(long address, long row, long step) {
    int start(long index) {
      return (int) (address + index * row);
    }
  }

  private static void iota(Side from, long[] into, Side to, long rows, long count) {
    for (long row = 0; row < rows; row++) {
      long value = from.address + row * from.row;
      int b = to.start(row);
      int step = (int) to.step;
      for (int i = 0; i < count; i++) {
        into[b + i * step] = value + i * from.step;
      }
    }
  }

  private static void doubles(
      double[] from, Side source, double[] into, Side target, long rows, long count) {
    int n = (int) count;
    int s = (int) source.step;
    int t = (int) target.step;
    for (long row = 0; row < rows; row++) {
      int a = source.start(row);
      int b = target.start(row);
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
      float[] from, Side source, float[] into, Side target, long rows, long count) {
    int n = (int) count;
    int s = (int) source.step;
    int t = (int) target.step;
    for (long row = 0; row < rows; row++) {
      int a = source.start(row);
      int b = target.start(row);
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
      long[] from, Side source, long[] into, Side target, long rows, long count) {
    int n = (int) count;
    int s = (int) source.step;
    int t = (int) target.step;
    for (long row = 0; row < rows; row++) {
      int a = source.start(row);
      int b = target.start(row);
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
      int[] from, Side source, int[] into, Side target, long rows, long count) {
    int n = (int) count;
    int s = (int) source.step;
    int t = (int) target.step;
    for (long row = 0; row < rows; row++) {
      int a = source.start(row);
      int b = target.start(row);
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
      boolean[] from, Side source, boolean[] into, Side target, long rows, long count) {
    int n = (int) count;
    int s = (int) source.step;
    int t = (int) target.step;
    for (long row = 0; row < rows; row++) {
      int a = source.start(row);
      int b = target.start(row);
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
      byte[] from, Side source, byte[] into, Side target, long rows, long count) {
    int n = (int) count;
    int s = (int) source.step;
    int t = (int) target.step;
    for (long row = 0; row < rows; row++) {
      int a = source.start(row);
      int b = target.start(row);
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
