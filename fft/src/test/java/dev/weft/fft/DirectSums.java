// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import java.math.BigDecimal;
import java.math.MathContext;

/** Transforms by their definition, with roots from series in 40 digits. */
final class DirectSums {
  private static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582");

  private DirectSums() {}

  static double[] root(long k, long n) {
    BigDecimal angle =
        PI.multiply(BigDecimal.valueOf(-2 * k)).divide(BigDecimal.valueOf(n), DIGITS);
    BigDecimal square = angle.multiply(angle, DIGITS).negate();
    BigDecimal cosine = BigDecimal.ONE;
    BigDecimal sine = angle;
    BigDecimal even = cosine;
    BigDecimal odd = sine;
    for (int i = 1; i < 40; i++) {
      even = even.multiply(square).divide(BigDecimal.valueOf((2L * i - 1) * 2 * i), DIGITS);
      odd = odd.multiply(square).divide(BigDecimal.valueOf(2L * i * (2 * i + 1)), DIGITS);
      cosine = cosine.add(even);
      sine = sine.add(odd);
    }
    return new double[] {cosine.doubleValue(), sine.doubleValue()};
  }

  static double[][] of(double[] re, double[] im) {
    int n = re.length;
    double[][] roots = new double[n][];
    for (int k = 0; k < n; k++) {
      roots[k] = root(k, n);
    }
    double[] sumRe = new double[n];
    double[] sumIm = new double[n];
    for (int k = 0; k < n; k++) {
      Sum real = new Sum();
      Sum imaginary = new Sum();
      for (int j = 0; j < n; j++) {
        double[] root = roots[(int) ((long) j * k % n)];
        real.add(re[j], root[0]);
        real.add(-im[j], root[1]);
        imaginary.add(re[j], root[1]);
        imaginary.add(im[j], root[0]);
      }
      sumRe[k] = real.high + real.low;
      sumIm[k] = imaginary.high + imaginary.low;
    }
    return new double[][] {sumRe, sumIm};
  }

  /** Of products, in twice the digits. */
  private static final class Sum {
    private double high;
    private double low;

    void add(double a, double b) {
      double product = a * b;
      double sum = high + product;
      double rest = sum - high;
      low += high - (sum - rest) + (product - rest) + Math.fma(a, b, -product);
      high = sum;
    }
  }
}
