// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

/**
 * Inverse circular and hyperbolic functions of complex numbers, by Kahan's formulas, with his
 * branch cuts, and the infinities and NaNs of C's Annex G.
 */
final class ComplexInverses {
  /** Beyond this z +- 1 is z. */
  private static final double LARGE = 0x1p1000;

  private static final double LN2 = Math.log(2);
  private static final double TINY = 0x1p-500;

  private ComplexInverses() {}

  static <V> Pair<V> asin(Reals<V> r, Pair<V> z) {
    return ComplexTrigonometry.turnedBack(r, asinh(r, ComplexTrigonometry.turned(r, z)));
  }

  static <V> Pair<V> atan(Reals<V> r, Pair<V> z) {
    return ComplexTrigonometry.turnedBack(r, atanh(r, ComplexTrigonometry.turned(r, z)));
  }

  /** log(2 |z|) where z is large or not finite. */
  private static <V> V logOfDouble(Reals<V> r, V x, V y) {
    V halves = r.hypot(r.mul(0.5, x), r.mul(0.5, y));
    return r.add(r.log(halves), r.number(2 * LN2));
  }

  private static <V> V isLarge(Reals<V> r, Pair<V> z) {
    V size = r.map(ScalarOp.FMAX, r.abs(z.re()), r.abs(z.im()));
    V finite = r.and(r.isFinite(z.re()), r.isFinite(z.im()));
    return r.or(r.less(r.number(LARGE), size), r.not(finite));
  }

  static <V> Pair<V> asinh(Reals<V> r, Pair<V> z) {
    V x = z.re();
    V y = z.im();
    V one = r.number(1);
    Pair<V> a = ComplexExponentials.sqrt(r, new Pair<>(r.add(one, y), r.neg(x)));
    Pair<V> b = ComplexExponentials.sqrt(r, new Pair<>(r.sub(one, y), x));
    V re = r.asinh(r.sub(r.mul(a.re(), b.im()), r.mul(b.re(), a.im())));
    V im = r.atan2(y, r.sub(r.mul(a.re(), b.re()), r.mul(a.im(), b.im())));
    V largeRe = r.signed(logOfDouble(r, x, y), x);
    V largeIm = r.where(r.isZero(y), y, r.atan2(y, r.abs(x)));
    return r.where(isLarge(r, z), new Pair<>(largeRe, largeIm), new Pair<>(re, im));
  }

  static <V> Pair<V> acos(Reals<V> r, Pair<V> z) {
    V x = z.re();
    V y = z.im();
    V one = r.number(1);
    Pair<V> a = ComplexExponentials.sqrt(r, new Pair<>(r.sub(one, x), r.neg(y)));
    Pair<V> b = ComplexExponentials.sqrt(r, new Pair<>(r.add(one, x), y));
    V re = r.mul(2, r.atan2(a.re(), b.re()));
    V im = r.asinh(r.sub(r.mul(b.re(), a.im()), r.mul(b.im(), a.re())));
    V largeRe = r.atan2(r.abs(y), x);
    V largeIm = r.neg(r.signed(logOfDouble(r, x, y), y));
    V upright = r.and(r.isZero(x), r.isNan(y));
    largeRe = r.where(upright, r.number(Math.PI / 2), largeRe);
    return r.where(isLarge(r, z), new Pair<>(largeRe, largeIm), new Pair<>(re, im));
  }

  static <V> Pair<V> acosh(Reals<V> r, Pair<V> z) {
    V x = z.re();
    V y = z.im();
    V one = r.number(1);
    Pair<V> a = ComplexExponentials.sqrt(r, new Pair<>(r.sub(x, one), y));
    Pair<V> b = ComplexExponentials.sqrt(r, new Pair<>(r.add(x, one), y));
    V re = r.asinh(r.add(r.mul(a.re(), b.re()), r.mul(a.im(), b.im())));
    V im = r.mul(2, r.atan2(a.im(), b.re()));
    V largeIm = r.atan2(y, x);
    V upright = r.and(r.isZero(x), r.isNan(y));
    largeIm = r.where(upright, r.number(Math.PI / 2), largeIm);
    Pair<V> large = new Pair<>(logOfDouble(r, x, y), largeIm);
    return r.where(isLarge(r, z), large, new Pair<>(re, im));
  }

  /** Odd, so that only the right half plane needs formulas. */
  static <V> Pair<V> atanh(Reals<V> r, Pair<V> z) {
    V x = r.abs(z.re());
    V y = r.abs(z.im());
    V one = r.number(1);
    V apart = r.sub(one, x);
    V square = r.add(r.mul(apart, apart), r.mul(y, y));
    V re = r.mul(0.25, r.log1p(r.div(r.mul(4, x), square)));
    V cross = r.sub(r.mul(apart, r.add(one, x)), r.mul(y, y));
    V im = r.mul(0.5, r.atan2(r.mul(2, y), cross));
    // Beside the pole at 1 the square would vanish.
    V atPole = r.and(r.equal(x, one), r.less(y, r.number(TINY)));
    V poleRe = r.neg(r.log(r.div(r.sqrt(y), r.sqrt(r.hypot(y, r.number(2))))));
    re = r.where(atPole, poleRe, re);
    // Far away atanh(z) is 1 / z, a quarter turn on.
    V length = r.hypot(r.mul(0.5, x), r.mul(0.5, y));
    V farRe = r.div(r.div(r.mul(0.25, x), length), length);
    farRe = r.where(r.isInf(length), r.number(0), farRe);
    V quarter = r.where(r.isNan(y), y, r.number(Math.PI / 2));
    quarter = r.where(r.and(r.isNan(x), r.not(r.isInf(y))), x, quarter);
    V far = r.or(r.less(r.number(0x1p500), r.map(ScalarOp.FMAX, x, y)), r.not(finite(r, z)));
    Pair<V> right = r.where(far, new Pair<>(farRe, quarter), new Pair<>(re, im));
    V upright = r.and(r.isZero(x), r.isNan(y));
    V result = r.where(upright, x, right.re());
    return new Pair<>(r.signed(result, z.re()), r.signed(right.im(), z.im()));
  }

  private static <V> V finite(Reals<V> r, Pair<V> z) {
    return r.and(r.isFinite(z.re()), r.isFinite(z.im()));
  }
}
