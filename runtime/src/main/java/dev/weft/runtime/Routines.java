// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/**
 * Scalar routines that generated code calls by name where a value is out of reach of the
 * primitives. All are deterministic: the same bits on every machine, interpreted or compiled.
 */
public final class Routines {

  private Routines() {}

  /** The sine of any x in radians, to 1 ulp. */
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /** The cosine of any x in radians, to 1 ulp. */
  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  /** The tangent of any x in radians, to 1 ulp. */
  public static double tan(double x) {
    return StrictMath.tan(x);
  }

  /** The sine of any x in radians, to 1 ulp. */
  public static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  /** The cosine of any x in radians, to 1 ulp. */
  public static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  /** The tangent of any x in radians, to 1 ulp. */
  public static float tan(float x) {
    return (float) StrictMath.tan(x);
  }

  /** The floor of x / y; 0 where y is 0, and wrapping for the smallest value by -1. */
  public static long floorDivI64(long x, long y) {
    return y == 0 ? 0 : Math.floorDiv(x, y);
  }

  /** The remainder with the sign of y; 0 where y is 0. */
  public static long floorModI64(long x, long y) {
    return y == 0 ? 0 : Math.floorMod(x, y);
  }

  /** The remainder with the sign of x; 0 where y is 0. */
  public static long fmodI64(long x, long y) {
    return y == 0 ? 0 : x % y;
  }

  /** x to a power that is not negative, wrapping; any other power gives 0. */
  public static long powI64(long x, long y) {
    long result = y < 0 ? 0 : 1;
    long square = x;
    for (long rest = y; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /**
   * The greatest common divisor, not negative (but for the smallest value, which has no inverse).
   */
  public static long gcdI64(long x, long y) {
    long a = x;
    long b = y;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return Math.abs(a);
  }

  /** The least common multiple; wraps. */
  public static long lcmI64(long x, long y) {
    long divisor = gcdI64(x, y);
    return divisor == 0 ? 0 : Math.abs(x) / divisor * Math.abs(y);
  }

  /** The floor of x / y; 0 where y is 0, and wrapping for the smallest value by -1. */
  public static int floorDivI32(int x, int y) {
    return y == 0 ? 0 : Math.floorDiv(x, y);
  }

  /** The remainder with the sign of y; 0 where y is 0. */
  public static int floorModI32(int x, int y) {
    return y == 0 ? 0 : Math.floorMod(x, y);
  }

  /** The remainder with the sign of x; 0 where y is 0. */
  public static int fmodI32(int x, int y) {
    return y == 0 ? 0 : x % y;
  }

  /** x to a power that is not negative, wrapping; any other power gives 0. */
  public static int powI32(int x, int y) {
    int result = y < 0 ? 0 : 1;
    int square = x;
    for (int rest = y; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /**
   * The greatest common divisor, not negative (but for the smallest value, which has no inverse).
   */
  public static int gcdI32(int x, int y) {
    int a = x;
    int b = y;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return Math.abs(a);
  }

  /** The least common multiple; wraps. */
  public static int lcmI32(int x, int y) {
    int divisor = gcdI32(x, y);
    return divisor == 0 ? 0 : Math.abs(x) / divisor * Math.abs(y);
  }

  /** The floor of x / y, exactly; infinite or NaN where y is 0. */
  public static double floorDivF64(double x, double y) {
    if (y == 0) {
      return x / y;
    }
    double rest = x % y;
    double quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, x / y);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** The remainder with the sign of y, exactly; NaN where y is 0. */
  public static double floorModF64(double x, double y) {
    double rest = x % y;
    if (rest == 0) {
      return Math.copySign(rest, y);
    }
    return (y < 0) == (rest < 0) || y == 0 ? rest : rest + y;
  }

  /** The remainder with the sign of x, exactly; NaN where y is 0. */
  public static double fmodF64(double x, double y) {
    return x % y;
  }

  /** The next value from x towards y. */
  public static double nextAfterF64(double x, double y) {
    return x == y ? y : Math.nextAfter(x, y);
  }

  /** The floor of x / y, exactly; infinite or NaN where y is 0. */
  public static float floorDivF32(float x, float y) {
    if (y == 0) {
      return x / y;
    }
    float rest = x % y;
    float quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0f, x / y);
    }
    float floor = (float) Math.floor(quotient);
    return quotient - floor > 0.5f ? floor + 1 : floor;
  }

  /** The remainder with the sign of y, exactly; NaN where y is 0. */
  public static float floorModF32(float x, float y) {
    float rest = x % y;
    if (rest == 0) {
      return Math.copySign(rest, y);
    }
    return (y < 0) == (rest < 0) || y == 0 ? rest : rest + y;
  }

  /** The remainder with the sign of x, exactly; NaN where y is 0. */
  public static float fmodF32(float x, float y) {
    return x % y;
  }

  /** The next value from x towards y. */
  public static float nextAfterF32(float x, float y) {
    return x == y ? y : Math.nextAfter(x, y);
  }

  /** The gamma function. */
  public static double gamma(double x) {
    return SpecialFunctions.gamma(x);
  }

  /** The logarithm of the absolute value of the gamma function. */
  public static double lgamma(double x) {
    return SpecialFunctions.lgamma(x);
  }
}
