// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

/**
 * What tasks call where their compiler has no such operation, or has one with other bits. Every
 * method is straight Java over arithmetic, comparisons and casts in range, so that it can be
 * inlined into a kernel; all give the bits of Weft's own primitives and routines.
 *
 * <p>NaN is asked for by {@code x != x} before anything else is compared: that it makes {@code <=}
 * and {@code >=} false gets lost in TornadoVM, which compiles them as the opposites of others.
 */
public final class TaskMath {
  /** From here on every double is an integer. */
  private static final double INTEGERS = 0x1p52;

  private static final long LOW = 0xffffffffL;
  private static final long QUARTER = 0xffff;

  private TaskMath() {}

  public static int abs(int x) {
    return x < 0 ? -x : x;
  }

  public static long abs(long x) {
    return x < 0 ? -x : x;
  }

  /**
   * The sum, wrapped. The device's language leaves open what signed numbers do that overflow, and
   * its compilers draw conclusions; here none does: halves are added.
   */
  public static long add(long x, long y) {
    long low = (x & LOW) + (y & LOW);
    return ((x >> 32) + (y >> 32) + (low >> 32) << 32) | (low & LOW);
  }

  /** The difference, wrapped likewise. */
  public static long sub(long x, long y) {
    long low = (x & LOW) - (y & LOW);
    return ((x >> 32) - (y >> 32) + (low >> 32) << 32) | (low & LOW);
  }

  /** The opposite, wrapped likewise. */
  public static long neg(long x) {
    return sub(0, x);
  }

  public static int add(int x, int y) {
    return (int) ((long) x + y);
  }

  public static int sub(int x, int y) {
    return (int) ((long) x - y);
  }

  public static int neg(int x) {
    return (int) -(long) x;
  }

  /** The product, wrapped likewise: halves are multiplied by quarters. */
  public static long mul(long x, long y) {
    long xLow = x & LOW;
    long yLow = y & LOW;
    long first = (xLow & QUARTER) * yLow;
    long second = (xLow >> 16) * yLow;
    long sum = (first & LOW) + ((second & QUARTER) << 16);
    long high = (first >> 32) + (second >> 16) + (sum >> 32);
    long cross = lowHalf(xLow, (y >> 32) & LOW) + lowHalf(yLow, (x >> 32) & LOW);
    return (high + cross << 32) | (sum & LOW);
  }

  /** The low half of a product of halves. */
  private static long lowHalf(long x, long y) {
    long first = (x & QUARTER) * y;
    long second = (x >> 16) * y;
    return (first & LOW) + ((second & QUARTER) << 16) & LOW;
  }

  public static int mul(int x, int y) {
    return (int) ((long) x * y);
  }

  public static int min(int x, int y) {
    return x < y ? x : y;
  }

  public static int max(int x, int y) {
    return x > y ? x : y;
  }

  public static long min(long x, long y) {
    return x < y ? x : y;
  }

  public static long max(long x, long y) {
    return x > y ? x : y;
  }

  /** The smaller one; -0.0 is smaller than 0.0, and NaN wins. */
  public static double min(double x, double y) {
    if (x < y) {
      return x;
    }
    if (y < x) {
      return y;
    }
    return x == y && x != 0 ? x : -(-x - y);
  }

  /** The larger one; 0.0 is larger than -0.0, and NaN wins. */
  public static double max(double x, double y) {
    if (x > y) {
      return x;
    }
    if (y > x) {
      return y;
    }
    return x == y && x != 0 ? x : x + y;
  }

  /** The smaller one; -0.0 is smaller than 0.0, and NaN wins. */
  public static float min(float x, float y) {
    if (x < y) {
      return x;
    }
    if (y < x) {
      return y;
    }
    return x == y && x != 0 ? x : -(-x - y);
  }

  /** The larger one; 0.0 is larger than -0.0, and NaN wins. */
  public static float max(float x, float y) {
    if (x > y) {
      return x;
    }
    if (y > x) {
      return y;
    }
    return x == y && x != 0 ? x : x + y;
  }

  /** Rounded toward zero; the sign of zero is kept. */
  public static double trunc(double x) {
    return x < 0 ? ceil(x) : floor(x);
  }

  public static double floor(double x) {
    if (!(x > -INTEGERS && x < INTEGERS) || x == 0) {
      return x;
    }
    double near = x < 0 ? -(INTEGERS - x - INTEGERS) : x + INTEGERS - INTEGERS;
    return near > x ? near - 1 : near;
  }

  public static double ceil(double x) {
    return -floor(-x);
  }

  /** The nearest integer, half to even; the sign of zero is kept. */
  public static double rint(double x) {
    if (!(x > -INTEGERS && x < INTEGERS) || x == 0) {
      return x;
    }
    return x < 0 ? -(INTEGERS - x - INTEGERS) : x + INTEGERS - INTEGERS;
  }

  /** Java's cast: saturating, NaN to 0. */
  public static int toInt(double x) {
    if (x != x) {
      return 0;
    }
    if (x > Integer.MAX_VALUE - 1) {
      return Integer.MAX_VALUE;
    }
    return x < 1 - 0x1p31 ? 1 << 31 : (int) x;
  }

  /**
   * Java's cast: saturating, NaN to 0. In two halves: TornadoVM 5.2 casts to int whatever one asks
   * for.
   */
  public static long toLong(double x) {
    if (x != x) {
      return 0;
    }
    if (x > 0x1p62 + (0x1p62 - 1024)) {
      return Long.MAX_VALUE;
    }
    if (x < -0x1p63 + 1024) {
      return 1L << 63;
    }
    double whole = trunc(x);
    double high = floor(whole * 0x1p-32);
    double low = whole - high * 0x1p32;
    return ((long) (int) high << 32) + (int) (low - 0x1p31) + (1L << 31);
  }

  public static long floorDivI64(long x, long y) {
    if (y == 0) {
      return 0;
    }
    if (y == -1) {
      return -x;
    }
    long quotient = x / y;
    return quotient * y != x && (x < 0) != (y < 0) ? quotient - 1 : quotient;
  }

  public static long floorModI64(long x, long y) {
    if (y == 0 || y == -1) {
      return 0;
    }
    long rest = x % y;
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
  }

  public static long fmodI64(long x, long y) {
    return y == 0 || y == -1 ? 0 : x % y;
  }

  public static int floorDivI32(int x, int y) {
    if (y == 0) {
      return 0;
    }
    if (y == -1) {
      return -x;
    }
    int quotient = x / y;
    return quotient * y != x && (x < 0) != (y < 0) ? quotient - 1 : quotient;
  }

  public static int floorModI32(int x, int y) {
    if (y == 0 || y == -1) {
      return 0;
    }
    int rest = x % y;
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
  }

  public static int fmodI32(int x, int y) {
    return y == 0 || y == -1 ? 0 : x % y;
  }

  public static long powI64(long x, long y) {
    long result = y < 0 ? 0 : 1;
    long square = x;
    long rest = y;
    while (rest > 0) {
      if ((rest & 1) != 0) {
        result = mul(result, square);
      }
      square = mul(square, square);
      rest >>= 1;
    }
    return result;
  }

  public static int powI32(int x, int y) {
    int result = y < 0 ? 0 : 1;
    int square = x;
    int rest = y;
    while (rest > 0) {
      if ((rest & 1) != 0) {
        result = mul(result, square);
      }
      square = mul(square, square);
      rest >>= 1;
    }
    return result;
  }

  public static long gcdI64(long x, long y) {
    long a = x;
    long b = y;
    while (b != 0) {
      long rest = fmodI64(a, b);
      a = b;
      b = rest;
    }
    return a < 0 ? -a : a;
  }

  public static int gcdI32(int x, int y) {
    int a = x;
    int b = y;
    while (b != 0) {
      int rest = fmodI32(a, b);
      a = b;
      b = rest;
    }
    return a < 0 ? -a : a;
  }

  /** No divisor is -1, and to ask for it would be a constant condition, which is not compiled. */
  public static long lcmI64(long x, long y) {
    long divisor = gcdI64(x, y);
    return divisor == 0 ? 0 : mul(abs(x) / divisor, abs(y));
  }

  public static int lcmI32(int x, int y) {
    int divisor = gcdI32(x, y);
    return divisor == 0 ? 0 : mul(abs(x) / divisor, abs(y));
  }

  /** The remainder with the sign of x, exactly: what is left is always a multiple of the step. */
  public static double fmodF64(double x, double y) {
    double rest = x < 0 ? -x : x;
    double divisor = y < 0 ? -y : y;
    if (rest - rest != 0 || !(divisor > 0)) {
      return (rest - rest) / (divisor - divisor);
    }
    if (rest < divisor || rest == 0) {
      return x;
    }
    double step = divisor;
    double half = rest * 0.5;
    while (!(step > half)) {
      step += step;
    }
    while (!(step < divisor) && !(rest < divisor)) {
      if (!(rest < step)) {
        rest -= step;
      }
      step *= 0.5;
    }
    return x < 0 ? -rest : rest;
  }

  public static float fmodF32(float x, float y) {
    return (float) fmodF64(x, y);
  }

  /** The floor of x / y, exactly; infinite or NaN where y is 0. */
  public static double floorDivF64(double x, double y) {
    if (y == 0) {
      return x / y;
    }
    double rest = fmodF64(x, y);
    double quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return zeroLike(x / y);
    }
    double floor = floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  public static float floorDivF32(float x, float y) {
    if (y == 0) {
      return x / y;
    }
    float rest = fmodF32(x, y);
    float quotient = (float) ((double) (x - rest) / y);
    if (rest != 0 && (y < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return (float) zeroLike((double) x / y);
    }
    float floor = (float) floor(quotient);
    return quotient - floor > 0.5f ? floor + 1 : floor;
  }

  /** The remainder with the sign of y, exactly; NaN where y is 0. */
  public static double floorModF64(double x, double y) {
    double rest = fmodF64(x, y);
    if (rest == 0) {
      return y < 0 ? -0.0 : 0.0;
    }
    return (y < 0) == (rest < 0) || y == 0 ? rest : rest + y;
  }

  public static float floorModF32(float x, float y) {
    float rest = fmodF32(x, y);
    if (rest == 0) {
      return y < 0 ? -0.0f : 0.0f;
    }
    return (y < 0) == (rest < 0) || y == 0 ? rest : rest + y;
  }

  private static double zeroLike(double x) {
    return x < 0 || 1 / x < 0 ? -0.0 : 0.0;
  }

  /**
   * For numbers so large that Weft's own reduction ends; the device's sine, to its own accuracy.
   */
  public static double sin(double x) {
    return Math.sin(x);
  }

  public static double cos(double x) {
    return Math.cos(x);
  }

  public static double tan(double x) {
    return Math.tan(x);
  }

  public static float sin(float x) {
    return (float) Math.sin(x);
  }

  public static float cos(float x) {
    return (float) Math.cos(x);
  }

  public static float tan(float x) {
    return (float) Math.tan(x);
  }
}
