// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/** Functions that Java's library lacks, from their series and fractions; a few ulp each. */
final class SpecialFunctions {
  private static final double LN_2 = StrictMath.log(2);
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  /** Beyond, the series of erf loses digits and the fraction of erfc has converged. */
  private static final double ERF_SERIES = 2.5;

  /** The approximation of Lanczos with g = 7 and nine terms. */
  private static final double LANCZOS_G = 7;

  private static final double[] LANCZOS = {
    0.99999999999980993,
    676.5203681218851,
    -1259.1392167224028,
    771.32342877765313,
    -176.61502916214059,
    12.507343278686905,
    -0.13857109526572012,
    9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private SpecialFunctions() {}

  static double exp2(double x) {
    return StrictMath.pow(2, x);
  }

  static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return StrictMath.log(x);
    }
    int exponent = Math.getExponent(Math.max(x, Double.MIN_NORMAL));
    double mantissa = x * Math.scalb(1.0, -exponent / 2) * Math.scalb(1.0, exponent / 2 - exponent);
    if (mantissa > StrictMath.sqrt(2)) {
      mantissa /= 2;
      exponent++;
    }
    return exponent + StrictMath.log(mantissa) / LN_2;
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    if (a > 1e150) {
      return Math.copySign(StrictMath.log(a) + LN_2, x);
    }
    double square = a * a;
    return Math.copySign(StrictMath.log1p(a + square / (1 + Math.sqrt(square + 1))), x);
  }

  static double acosh(double x) {
    if (x > 1e150) {
      return StrictMath.log(x) + LN_2;
    }
    double t = x - 1;
    return StrictMath.log1p(t + Math.sqrt(t * (x + 1)));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
  }

  static double erf(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x) || a > 6) {
      return Double.isNaN(x) ? x : Math.copySign(1, x);
    }
    return Math.copySign(a < ERF_SERIES ? erfSeries(a) : 1 - erfcFraction(a), x);
  }

  static double erfc(double x) {
    if (x < 0.5) {
      return 1 - erf(x);
    }
    return x < ERF_SERIES ? 1 - erfSeries(x) : erfcFraction(x);
  }

  /** 2/sqrt(pi) exp(-x²) sum of 2^n x^(2n+1) / (2n+1)!!: all terms have one sign. */
  private static double erfSeries(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * StrictMath.exp(-square) * sum;
  }

  /** The continued fraction exp(-x²)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))). */
  private static double erfcFraction(double x) {
    if (x > 28) {
      return Double.isNaN(x) ? x : 0;
    }
    double tail = x;
    for (int n = 60; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return TWO_OVER_SQRT_PI / 2 * StrictMath.exp(-x * x) / tail;
  }

  static double gamma(double x) {
    if (x == Math.rint(x) && x <= 0 || x == Double.NEGATIVE_INFINITY) {
      return x == 0 ? 1 / x : Double.NaN;
    }
    if (x == Math.rint(x) && x <= 23) {
      return factorial((int) x - 1);
    }
    if (x < 0.5) {
      return Math.PI / (sinPi(x) * gamma(1 - x));
    }
    if (x > 171.7) {
      return x;
    }
    double base = x + LANCZOS_G - 0.5;
    double half = StrictMath.pow(base, (x - 0.5) / 2);
    return StrictMath.sqrt(2 * Math.PI) * half * StrictMath.exp(-base) * half * lanczos(x);
  }

  static double lgamma(double x) {
    if (Double.isInfinite(x) || x == Math.rint(x) && x <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      return StrictMath.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
    }
    if (x == 1 || x == 2) {
      return 0;
    }
    if (x > 1e15) {
      return x * (StrictMath.log(x) - 1);
    }
    double base = x + LANCZOS_G - 0.5;
    double log = (x - 0.5) * StrictMath.log(base) - base;
    return 0.5 * StrictMath.log(2 * Math.PI) + log + StrictMath.log(lanczos(x));
  }

  private static double lanczos(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    return sum;
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  /** sin(pi x) with the reduction done exactly. */
  private static double sinPi(double x) {
    double rest = x - 2 * Math.rint(x / 2);
    return StrictMath.sin(Math.PI * rest);
  }
}
