// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.scalar.ComplexExponentials.Scaled;

/**
 * Circular and hyperbolic functions of complex numbers, with the infinities and NaNs of C's Annex
 * G. The circular ones are the hyperbolic ones a quarter turn away.
 */
final class ComplexTrigonometry {
  /** From here on tanh is 1 to the last bit. */
  private static final double FLAT = 22;

  private ComplexTrigonometry() {}

  /** i z. */
  static <V> Pair<V> turned(Reals<V> r, Pair<V> z) {
    return new Pair<>(r.neg(z.im()), z.re());
  }

  /** -i z. */
  static <V> Pair<V> turnedBack(Reals<V> r, Pair<V> z) {
    return new Pair<>(z.im(), r.neg(z.re()));
  }

  static <V> Pair<V> sin(Reals<V> r, Pair<V> z) {
    return turnedBack(r, sinh(r, turned(r, z)));
  }

  static <V> Pair<V> cos(Reals<V> r, Pair<V> z) {
    return cosh(r, turned(r, z));
  }

  static <V> Pair<V> tan(Reals<V> r, Pair<V> z) {
    return turnedBack(r, tanh(r, turned(r, z)));
  }

  /** sinh or cosh of |x|; beyond overflow of exp as half of that. */
  private static <V> Scaled<V> hyperbolic(Reals<V> r, ScalarOp op, V x) {
    V size = r.abs(x);
    V large = r.less(r.number(ComplexExponentials.LARGE_EXPONENT), size);
    Scaled<V> exp = ComplexExponentials.scaledExp(r, size);
    return new Scaled<>(
        r.where(large, exp.value(), r.map(op, size)),
        r.where(large, r.mul(0.5, exp.factor()), r.number(1)));
  }

  static <V> Pair<V> sinh(Reals<V> r, Pair<V> z) {
    V x = z.re();
    V y = z.im();
    V re = r.mul(hyperbolic(r, ScalarOp.SINH, x).times(r, r.cos(y)), r.signed(r.number(1), x));
    V im = hyperbolic(r, ScalarOp.COSH, x).times(r, r.sin(y));
    V lost = r.and(r.not(r.isFinite(y)), r.or(r.isZero(x), r.isInf(x)));
    return new Pair<>(r.where(lost, x, re), r.where(r.isZero(y), y, im));
  }

  static <V> Pair<V> cosh(Reals<V> r, Pair<V> z) {
    V x = z.re();
    V y = z.im();
    V sign = r.signed(r.number(1), x);
    V re = hyperbolic(r, ScalarOp.COSH, x).times(r, r.cos(y));
    V im = r.mul(hyperbolic(r, ScalarOp.SINH, x).times(r, r.sin(y)), sign);
    V lost = r.not(r.isFinite(y));
    V known = r.where(r.and(lost, r.isInf(x)), r.number(Double.POSITIVE_INFINITY), re);
    V imOfReal = r.where(r.isZero(y), r.mul(sign, y), im);
    return new Pair<>(known, r.where(r.and(lost, r.isZero(x)), r.number(0), imOfReal));
  }

  /** Kahan's: by the tangent of the imaginary part, without cancellation. */
  static <V> Pair<V> tanh(Reals<V> r, Pair<V> z) {
    V x = z.re();
    V y = z.im();
    V t = r.map(ScalarOp.TAN, y);
    V s = r.map(ScalarOp.SINH, r.where(r.less(r.abs(x), r.number(FLAT)), x, r.number(1)));
    V beta = r.add(r.number(1), r.mul(t, t));
    V rho = r.sqrt(r.add(r.number(1), r.mul(s, s)));
    V below = r.add(r.number(1), r.mul(beta, r.mul(s, s)));
    Pair<V> general = new Pair<>(r.div(r.mul(beta, r.mul(rho, s)), below), r.div(t, below));
    V decay = r.exp(r.neg(r.abs(x)));
    V swing = r.mul(r.sin(y), r.cos(y));
    V one = r.signed(r.number(1), x);
    V fade = r.mul(4, r.mul(r.mul(swing, decay), decay));
    V atEnd = r.signed(r.number(0), r.where(r.isFinite(y), swing, y));
    Pair<V> flat = new Pair<>(one, r.where(r.isInf(x), atEnd, fade));
    V isFlat = r.map(ScalarOp.GREATER_EQUAL, r.abs(x), r.number(FLAT));
    Pair<V> result = r.where(isFlat, flat, general);
    V nan = r.number(Double.NaN);
    V lost = r.and(r.not(r.isFinite(y)), r.not(r.isInf(x)));
    V lostRe = r.where(r.isZero(x), x, nan);
    result = r.where(lost, new Pair<>(lostRe, nan), result);
    V ofNan = r.isNan(x);
    return r.where(ofNan, new Pair<>(x, r.where(r.isZero(y), y, nan)), result);
  }
}
