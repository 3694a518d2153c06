// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

/** The powers of {@code exp(-2 pi i / n)}, each part to about one ulp, on every machine alike. */
final class Roots {
  private static final double QUARTER = Math.PI / 2;

  /** What {@link #QUARTER} lacks. */
  private static final double QUARTER_REST = 6.123233995736766e-17;

  /** Larger tables are products of two. */
  private static final int MOST = 1 << 16;

  private final int bits;
  private final double[][] fine;
  private final double[][] coarse;

  Roots(int n) {
    bits = n <= MOST ? 31 : (33 - Integer.numberOfLeadingZeros(n)) / 2;
    fine = table(n <= MOST ? n : 1 << bits, 1, n);
    coarse = table((int) ((n - 1L >> bits) + 1), 1L << bits, n);
  }

  private static double[][] table(int size, long step, int n) {
    double[] re = new double[size];
    double[] im = new double[size];
    for (int k = 0; k < size; k++) {
      double[] root = root(k * step, n);
      re[k] = root[0];
      im[k] = root[1];
    }
    return new double[][] {re, im};
  }

  /** {@code exp(-2 pi i k / n)} for {@code 0 <= k <= n}, by an angle of at most an eighth turn. */
  static double[] root(long k, long n) {
    int quarter = (int) (4 * k / n);
    long rest = 4 * k - quarter * n;
    boolean beyond = 2 * rest > n;
    long part = beyond ? n - rest : rest;
    double high = (double) part / n;
    double low = Math.fma(-high, n, part) / n;
    double angle = high * QUARTER;
    double error = Math.fma(high, QUARTER, -angle) + (high * QUARTER_REST + low * QUARTER);
    double sine = StrictMath.sin(angle);
    double cosine = StrictMath.cos(angle);
    double s = sine + error * cosine;
    double c = cosine - error * sine;
    return turned(quarter, beyond ? s : c, beyond ? c : s);
  }

  private static double[] turned(int quarter, double cosine, double sine) {
    return switch (quarter & 3) {
      case 0 -> new double[] {cosine, 0 - sine};
      case 1 -> new double[] {0 - sine, 0 - cosine};
      case 2 -> new double[] {0 - cosine, sine};
      default -> new double[] {sine, cosine};
    };
  }

  double re(int k) {
    int low = k & (1 << bits) - 1;
    int high = k >>> bits;
    return high == 0
        ? fine[0][low]
        : fine[0][low] * coarse[0][high] - fine[1][low] * coarse[1][high];
  }

  double im(int k) {
    int low = k & (1 << bits) - 1;
    int high = k >>> bits;
    return high == 0
        ? fine[1][low]
        : fine[0][low] * coarse[1][high] + fine[1][low] * coarse[0][high];
  }

  /** Powers {@code first}, {@code first + step} and so on, each as often as there are lanes. */
  void fill(int first, int step, int lanes, double[] re, double[] im) {
    int at = 0;
    for (int power = first; at < re.length; power += step) {
      double x = re(power);
      double y = im(power);
      for (int lane = 0; lane < lanes; lane++) {
        re[at] = x;
        im[at++] = y;
      }
    }
  }
}
