// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

/** Arithmetic of complex numbers, as NumPy does it: the textbook's product, Smith's quotient. */
final class ComplexArithmetic {
  /** Integer exponents below this are powers by repeated squaring. */
  private static final int SMALL_POWERS = 100;

  private ComplexArithmetic() {}

  static <V> Pair<V> add(Reals<V> r, Pair<V> x, Pair<V> y) {
    return new Pair<>(r.add(x.re(), y.re()), r.add(x.im(), y.im()));
  }

  static <V> Pair<V> subtract(Reals<V> r, Pair<V> x, Pair<V> y) {
    return new Pair<>(r.sub(x.re(), y.re()), r.sub(x.im(), y.im()));
  }

  static <V> Pair<V> multiply(Reals<V> r, Pair<V> x, Pair<V> y) {
    return new Pair<>(
        r.sub(r.mul(x.re(), y.re()), r.mul(x.im(), y.im())),
        r.add(r.mul(x.re(), y.im()), r.mul(x.im(), y.re())));
  }

  /** Smith's algorithm: by the greater part of the divisor; a divisor of 0 gives inf and NaN. */
  static <V> Pair<V> divide(Reals<V> r, Pair<V> x, Pair<V> y) {
    V absRe = r.abs(y.re());
    V byRe = r.map(ScalarOp.GREATER_EQUAL, absRe, r.abs(y.im()));
    V large = r.where(byRe, y.re(), y.im());
    V small = r.where(byRe, y.im(), y.re());
    V ratio = r.div(small, large);
    V scale = r.div(r.number(1), r.add(large, r.mul(small, ratio)));
    V first = r.where(byRe, x.re(), x.im());
    V second = r.where(byRe, x.im(), x.re());
    V scaled = r.mul(first, ratio);
    V im = r.where(byRe, r.sub(second, scaled), r.sub(scaled, second));
    Pair<V> quotient =
        new Pair<>(r.mul(r.add(first, r.mul(second, ratio)), scale), r.mul(im, scale));
    Pair<V> byZero = new Pair<>(r.div(x.re(), absRe), r.div(x.im(), absRe));
    return r.where(r.isZero(large), byZero, quotient);
  }

  static <V> Pair<V> negative(Reals<V> r, Pair<V> z) {
    return new Pair<>(r.neg(z.re()), r.neg(z.im()));
  }

  static <V> Pair<V> conjugate(Reals<V> r, Pair<V> z) {
    return new Pair<>(z.re(), r.neg(z.im()));
  }

  static <V> V absolute(Reals<V> r, Pair<V> z) {
    return r.hypot(z.re(), z.im());
  }

  static <V> Pair<V> rint(Reals<V> r, Pair<V> z) {
    return new Pair<>(r.map(ScalarOp.RINT, z.re()), r.map(ScalarOp.RINT, z.im()));
  }

  /** The number on the unit circle in the direction of z; 0 of 0. */
  static <V> Pair<V> sign(Reals<V> r, Pair<V> z) {
    V length = absolute(r, z);
    Pair<V> direction = new Pair<>(r.div(z.re(), length), r.div(z.im(), length));
    V reInf = r.isInf(z.re());
    V imInf = r.isInf(z.im());
    V zero = r.number(0);
    V one = r.number(1);
    Pair<V> along =
        new Pair<>(
            r.where(reInf, r.signed(one, z.re()), zero),
            r.where(imInf, r.signed(one, z.im()), zero));
    Pair<V> result = r.where(r.isInf(length), along, direction);
    result = r.where(r.isZero(length), r.pair(0, 0), result);
    V nan = r.or(r.and(reInf, imInf), r.or(r.isNan(z.re()), r.isNan(z.im())));
    return r.where(nan, r.pair(Double.NaN, Double.NaN), result);
  }

  static <V> V equal(Reals<V> r, Pair<V> x, Pair<V> y) {
    return r.and(r.equal(x.re(), y.re()), r.equal(x.im(), y.im()));
  }

  static <V> V notEqual(Reals<V> r, Pair<V> x, Pair<V> y) {
    return r.not(equal(r, x, y));
  }

  static <V> V isNan(Reals<V> r, Pair<V> z) {
    return r.or(r.isNan(z.re()), r.isNan(z.im()));
  }

  static <V> V isInf(Reals<V> r, Pair<V> z) {
    return r.or(r.isInf(z.re()), r.isInf(z.im()));
  }

  static <V> V isFinite(Reals<V> r, Pair<V> z) {
    return r.and(r.isFinite(z.re()), r.isFinite(z.im()));
  }

  /** NumPy's power: small integers by repeated squaring, everything else by exp and log. */
  static <V> Pair<V> power(Reals<V> r, Pair<V> x, Pair<V> y) {
    Pair<V> general = ComplexExponentials.exp(r, multiply(r, y, ComplexExponentials.log(r, x)));
    V n = y.re();
    V size = r.abs(n);
    V whole = r.equal(r.map(ScalarOp.TRUNC, n), n);
    V small = r.and(r.and(whole, r.isZero(y.im())), r.less(size, r.number(SMALL_POWERS)));
    Pair<V> result = r.where(small, integerPower(r, x, n, size), general);
    V ofZero = r.and(r.isZero(x.re()), r.isZero(x.im()));
    V zeroOrNan = r.where(r.less(r.number(0), n), r.number(0), r.number(Double.NaN));
    result = r.where(ofZero, new Pair<>(zeroOrNan, zeroOrNan), result);
    return r.where(r.and(r.isZero(n), r.isZero(y.im())), r.pair(1, 0), result);
  }

  private static <V> Pair<V> integerPower(Reals<V> r, Pair<V> x, V n, V size) {
    Pair<V> result = r.pair(1, 0);
    Pair<V> square = x;
    V rest = size;
    for (int bit = 1; bit < SMALL_POWERS; bit *= 2) {
      V half = r.map(ScalarOp.FLOOR, r.mul(0.5, rest));
      V odd = r.not(r.equal(r.add(half, half), rest));
      result = r.where(odd, multiply(r, result, square), result);
      square = multiply(r, square, square);
      rest = half;
    }
    result = r.where(r.less(n, r.number(0)), divide(r, r.pair(1, 0), result), result);
    Pair<V> second = multiply(r, x, x);
    result = r.where(r.equal(n, r.number(3)), multiply(r, x, second), result);
    result = r.where(r.equal(n, r.number(2)), second, result);
    return r.where(r.equal(n, r.number(1)), x, result);
  }
}
