// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/** Functions that Java's library lacks, from their series and fractions; a few ulp each. */
final class SpecialFunctions {
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
      return Double.POSITIVE_INFINITY;
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
