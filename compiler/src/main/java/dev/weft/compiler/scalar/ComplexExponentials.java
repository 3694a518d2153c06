// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

/**
 * Exponentials, logarithms and roots of complex numbers, with the infinities, NaNs and branch cuts
 * of C's Annex G. In f64: c64 comes here widened.
 */
final class ComplexExponentials {
  /** exp of more than this is near overflow; twice as much is far beyond it. */
  static final double LARGE_EXPONENT = 709;

  private static final double EXP_OF_LARGE = Math.exp(LARGE_EXPONENT);
  private static final double LN2 = Math.log(2);
  private static final double TO_LOG2 = 1 / LN2;
  private static final double TO_LOG10 = 1 / Math.log(10);

  /** Splits a double into two halves, whose products are exact. */
  private static final double SPLITTER = 0x1p27 + 1;

  private ComplexExponentials() {}

  /**
   * A positive number that may be too large for a double.
   *
   * @param value the number divided by {@code factor}
   */
  record Scaled<V>(V value, V factor) {

    V times(Reals<V> r, V x) {
      return r.mul(r.mul(value, x), factor);
    }
  }

  /** exp(x), or what is left of it when it is divided by a number near overflow. */
  static <V> Scaled<V> scaledExp(Reals<V> r, V x) {
    V large = r.less(r.number(LARGE_EXPONENT), x);
    V less = r.where(large, r.sub(x, r.number(LARGE_EXPONENT)), x);
    return new Scaled<>(r.exp(less), r.where(large, r.number(EXP_OF_LARGE), r.number(1)));
  }

  static <V> Pair<V> exp(Reals<V> r, Pair<V> z) {
    Scaled<V> length = scaledExp(r, z.re());
    V re = length.times(r, r.cos(z.im()));
    V im = length.times(r, r.sin(z.im()));
    V real = r.isZero(z.im());
    // At infinity the angle decides; where there is none, only the length is known.
    V lost = r.and(r.isInf(z.re()), r.not(r.isFinite(z.im())));
    V vanishes = r.less(z.re(), r.number(0));
    V zero = r.number(0);
    V lostRe = r.where(vanishes, zero, r.number(Double.POSITIVE_INFINITY));
    V lostIm = r.where(vanishes, zero, r.number(Double.NaN));
    return new Pair<>(r.where(lost, lostRe, re), r.where(real, z.im(), r.where(lost, lostIm, im)));
  }

  static <V> Pair<V> exp2(Reals<V> r, Pair<V> z) {
    return exp(r, scaled(r, LN2, z));
  }

  static <V> Pair<V> expm1(Reals<V> r, Pair<V> z) {
    V half = r.sin(r.mul(0.5, z.im()));
    V grown = r.mul(r.map(ScalarOp.EXPM1, z.re()), r.cos(z.im()));
    Pair<V> whole = exp(r, z);
    V re = r.sub(grown, r.mul(2, r.mul(half, half)));
    V small = r.less(r.abs(z.re()), r.number(1));
    return new Pair<>(r.where(small, re, r.sub(whole.re(), r.number(1))), whole.im());
  }

  static <V> Pair<V> log(Reals<V> r, Pair<V> z) {
    return new Pair<>(logLength(r, z), r.atan2(z.im(), z.re()));
  }

  static <V> Pair<V> log2(Reals<V> r, Pair<V> z) {
    return scaled(r, TO_LOG2, log(r, z));
  }

  static <V> Pair<V> log10(Reals<V> r, Pair<V> z) {
    return scaled(r, TO_LOG10, log(r, z));
  }

  static <V> Pair<V> log1p(Reals<V> r, Pair<V> z) {
    Pair<V> shifted = new Pair<>(r.add(r.number(1), z.re()), z.im());
    V square = r.add(r.mul(z.re(), r.add(r.number(2), z.re())), r.mul(z.im(), z.im()));
    V small = r.less(r.map(ScalarOp.MAXIMUM, r.abs(z.re()), r.abs(z.im())), r.number(0.25));
    V re = r.where(small, r.mul(0.5, r.log1p(square)), logLength(r, shifted));
    return new Pair<>(re, r.atan2(z.im(), shifted.re()));
  }

  private static <V> Pair<V> scaled(Reals<V> r, double factor, Pair<V> z) {
    return new Pair<>(r.mul(factor, z.re()), r.mul(factor, z.im()));
  }

  /** The logarithm of the absolute value, accurate near the unit circle and at both ends. */
  private static <V> V logLength(Reals<V> r, Pair<V> z) {
    V x = r.abs(z.re());
    V y = r.abs(z.im());
    V large = r.map(ScalarOp.MAXIMUM, x, y);
    V small = r.map(ScalarOp.MINIMUM, x, y);
    V huge = r.less(r.number(0x1p1000), large);
    V tiny = r.less(large, r.number(0x1p-1000));
    V scale = r.where(huge, r.number(0x1p-10), r.where(tiny, r.number(0x1p100), r.number(1)));
    V shift = r.where(huge, r.number(10 * LN2), r.where(tiny, r.number(-100 * LN2), r.number(0)));
    V length = r.hypot(r.mul(z.re(), scale), r.mul(z.im(), scale));
    V general = r.add(r.log(length), shift);
    V nearOne = r.and(r.less(r.number(0.7), large), r.less(large, r.number(1.42)));
    return r.where(nearOne, r.mul(0.5, r.log1p(squaresLessOne(r, large, small))), general);
  }

  /** {@code x*x + y*y - 1} for x near 1, as if in twice the precision. */
  private static <V> V squaresLessOne(Reals<V> r, V x, V y) {
    Pair<V> xx = exactSquare(r, x);
    Pair<V> yy = exactSquare(r, y);
    V above = r.sub(xx.re(), r.number(1));
    V sum = r.add(above, yy.re());
    V part = r.sub(sum, above);
    V lost = r.add(r.sub(above, r.sub(sum, part)), r.sub(yy.re(), part));
    return r.add(sum, r.add(lost, r.add(xx.im(), yy.im())));
  }

  /** A square, and what rounding took from it. */
  private static <V> Pair<V> exactSquare(Reals<V> r, V x) {
    V square = r.mul(x, x);
    V spread = r.mul(SPLITTER, x);
    V high = r.sub(spread, r.sub(spread, x));
    V low = r.sub(x, high);
    V cross = r.mul(2, r.mul(high, low));
    V error = r.add(r.add(r.sub(r.mul(high, high), square), cross), r.mul(low, low));
    return new Pair<>(square, error);
  }

  static <V> Pair<V> sqrt(Reals<V> r, Pair<V> z) {
    V large = r.map(ScalarOp.FMAX, r.abs(z.re()), r.abs(z.im()));
    V huge = r.less(r.number(0x1p1000), large);
    V tiny = r.less(large, r.number(0x1p-960));
    V scale = r.where(huge, r.number(0x1p-4), r.where(tiny, r.number(0x1p108), r.number(1)));
    V back = r.where(huge, r.number(4), r.where(tiny, r.number(0x1p-54), r.number(1)));
    V x = r.mul(r.abs(z.re()), scale);
    V y = r.mul(r.abs(z.im()), scale);
    V major = r.sqrt(r.mul(0.5, r.add(r.hypot(x, y), x)));
    V minor = r.where(r.isZero(major), r.number(0), r.mul(0.5, r.div(y, major)));
    V right = r.map(ScalarOp.GREATER_EQUAL, z.re(), r.number(0));
    V re = r.mul(r.where(right, major, minor), back);
    V im = r.mul(r.where(right, minor, major), back);
    V endless = r.isInf(z.im());
    V inf = r.number(Double.POSITIVE_INFINITY);
    return new Pair<>(r.where(endless, inf, re), r.signed(r.where(endless, inf, im), z.im()));
  }
}
