// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

/**
 * Elements as longs of the same order: NaN after everything, -0.0 and 0.0 alike. Of a lane: a part
 * of an array with a step.
 */
final class Keys {
  private static final long NAN = Long.MAX_VALUE;

  private Keys() {}

  /** Puts keys into {@code keys}; true if there was a -0.0, which its key does not tell. */
  static boolean of(Object from, long at, long step, long[] keys) {
    return switch (from) {
      case double[] array -> ofDoubles(array, at, step, keys);
      case float[] array -> ofFloats(array, at, step, keys);
      default -> {
        ofIntegers(from, at, step, keys);
        yield false;
      }
    };
  }

  private static boolean ofDoubles(double[] array, long at, long step, long[] keys) {
    boolean negativeZero = false;
    for (int i = 0; i < keys.length; i++) {
      double value = array[(int) (at + i * step)];
      long bits = Double.doubleToRawLongBits(value);
      if (bits == Long.MIN_VALUE) {
        negativeZero = true;
        bits = 0;
      }
      keys[i] = value != value ? NAN : bits ^ bits >> 63 & Long.MAX_VALUE;
    }
    return negativeZero;
  }

  private static boolean ofFloats(float[] array, long at, long step, long[] keys) {
    boolean negativeZero = false;
    for (int i = 0; i < keys.length; i++) {
      float value = array[(int) (at + i * step)];
      int bits = Float.floatToRawIntBits(value);
      if (bits == Integer.MIN_VALUE) {
        negativeZero = true;
        bits = 0;
      }
      keys[i] = value != value ? Integer.MAX_VALUE : bits ^ bits >> 31 & Integer.MAX_VALUE;
    }
    return negativeZero;
  }

  private static void ofIntegers(Object from, long at, long step, long[] keys) {
    for (int i = 0; i < keys.length; i++) {
      int place = (int) (at + i * step);
      keys[i] =
          switch (from) {
            case long[] array -> array[place];
            case int[] array -> array[place];
            case byte[] array -> array[place] & 0xff;
            case boolean[] array -> array[place] ? 1 : 0;
            default -> throw new IllegalArgumentException(from.getClass().getTypeName());
          };
    }
  }

  /** Writes the elements of keys; all NaN become the same one. */
  static void write(long[] keys, Object into, long at, long step) {
    for (int i = 0; i < keys.length; i++) {
      int place = (int) (at + i * step);
      long key = keys[i];
      switch (into) {
        case double[] array ->
            array[place] =
                key == NAN ? Double.NaN : Double.longBitsToDouble(key ^ key >> 63 & Long.MAX_VALUE);
        case float[] array -> array[place] = ofKey((int) key);
        case long[] array -> array[place] = key;
        case int[] array -> array[place] = (int) key;
        case byte[] array -> array[place] = (byte) key;
        case boolean[] array -> array[place] = key != 0;
        default -> throw new IllegalArgumentException(into.getClass().getTypeName());
      }
    }
  }

  /** Puts NaN where there are floats; others stay what they are. */
  static void setNan(Object into, int at) {
    if (into instanceof double[] array) {
      array[at] = Double.NaN;
    } else if (into instanceof float[] array) {
      array[at] = Float.NaN;
    }
  }

  /** An element of an array of floats. */
  static double element(Object array, int at) {
    return array instanceof double[] doubles ? doubles[at] : ((float[]) array)[at];
  }

  static void setZero(Object array, int at, boolean negative) {
    if (array instanceof double[] doubles) {
      doubles[at] = negative ? -0.0 : 0.0;
    } else {
      ((float[]) array)[at] = negative ? -0.0f : 0.0f;
    }
  }

  private static float ofKey(int key) {
    return key == Integer.MAX_VALUE
        ? Float.NaN
        : Float.intBitsToFloat(key ^ key >> 31 & Integer.MAX_VALUE);
  }

  /** True where a key fits 32 bits whatever the elements are. */
  static boolean areShort(Object array) {
    return !(array instanceof double[] || array instanceof long[]);
  }

  /** The first place whose key is not below {@code key}; or, if {@code last}, that is above it. */
  static int place(long[] sorted, long key, boolean last) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (sorted[middle] < key || last && sorted[middle] == key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
