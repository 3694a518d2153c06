// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;

/**
 * Copies of three-dimensional blocks between arrays of one dtype, or an array and memory outside
 * the heap, that do not overlap: planes of rows of elements, each side with its own steps. Rows
 * whose elements lie side by side are copied as a whole and repeated elements are filled; a block
 * that is transposed is copied in tiles, for the sake of the caches. One method per dtype, because
 * the inner loop has to know its array. Nothing is allocated, since copies feed kernels window by
 * window.
 */
final class Block {
  /** Axes of a block. */
  static final int AXES = 3;

  /** Rows up to this many elements are cheaper to copy one by one. */
  private static final int SHORT = 8;

  /** Rows and columns of a tile: its lines fit the innermost cache twice over. */
  private static final int TILE = 32;

  private Block() {}

  static void copy(
      Object from,
      long fromAt,
      Steps source,
      Object into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      long count) {
    // Of many short rows the longest other loop goes inside.
    if (count <= SHORT && Math.max(planes, rows) > SHORT) {
      if (planes > rows) {
        Steps a = source.planesInside();
        copyAll(from, fromAt, a, into, intoAt, target.planesInside(), count, rows, planes);
      } else {
        Steps a = source.rowsInside();
        copyAll(from, fromAt, a, into, intoAt, target.rowsInside(), planes, count, rows);
      }
      return;
    }
    if (rows <= TILE || count <= TILE || !(source.isTransposed() || target.isTransposed())) {
      copyAll(from, fromAt, source, into, intoAt, target, planes, rows, count);
      return;
    }
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row += TILE) {
        for (long i = 0; i < count; i += TILE) {
          long a = fromAt + plane * source.plane + row * source.row + i * source.element;
          long b = intoAt + plane * target.plane + row * target.row + i * target.element;
          long height = Math.min(TILE, rows - row);
          copyAll(from, a, source, into, b, target, 1, height, Math.min(TILE, count - i));
        }
      }
    }
  }

  private static void copyAll(
      Object from,
      long fromAt,
      Steps source,
      Object into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      long count) {
    int n = (int) count;
    if (from instanceof Native memory) {
      memory.read(fromAt, source, into, intoAt, target, planes, rows, n);
      return;
    }
    switch (into) {
      case double[] array ->
          doubles((double[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case float[] array ->
          floats((float[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case long[] array when from instanceof Identity ->
          iota(fromAt, source, array, intoAt, target, planes, rows, n);
      case long[] array ->
          longs((long[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case int[] array ->
          ints((int[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case boolean[] array ->
          booleans((boolean[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case byte[] array ->
          bytes((byte[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case short[] array ->
          shorts((short[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case char[] array ->
          chars((char[]) from, fromAt, source, array, intoAt, target, planes, rows, n);
      case Native memory -> memory.write(from, fromAt, source, intoAt, target, planes, rows, n);
      default -> throw new IllegalArgumentException(into.getClass().getTypeName());
    }
  }

  private static void iota(
      long address,
      Steps source,
      long[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        long value = address + plane * source.plane + row * source.row;
        int b = target.start(intoAt, plane, row);
        for (int i = 0; i < n; i++) {
          into[b + i * t] = value;
          value += source.element;
        }
      }
    }
  }

  private static void doubles(
      double[] from,
      long fromAt,
      Steps source,
      double[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void floats(
      float[] from,
      long fromAt,
      Steps source,
      float[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void longs(
      long[] from,
      long fromAt,
      Steps source,
      long[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void ints(
      int[] from,
      long fromAt,
      Steps source,
      int[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void booleans(
      boolean[] from,
      long fromAt,
      Steps source,
      boolean[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void bytes(
      byte[] from,
      long fromAt,
      Steps source,
      byte[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void shorts(
      short[] from,
      long fromAt,
      Steps source,
      short[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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

  private static void chars(
      char[] from,
      long fromAt,
      Steps source,
      char[] into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    int s = (int) source.element;
    int t = (int) target.element;
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        int b = target.start(intoAt, plane, row);
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
}
