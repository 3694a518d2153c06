// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/**
 * Functions around log x: x = 2^k m with m between sqrt(1/2) and sqrt(2).
 *
 * <p>With f = m - 1, which is exact, and s = f / (2 + f), log m = 2 atanh s = f - (f^2/2 - s (f^2/2
 * + z P(z))), z = s^2: the large terms are exact or nearly so, and the division's error only
 * reaches a small one. In f32 a polynomial in f replaces the division.
 */
final class Logarithms {

  /** (2 atanh(s) / s - 2) / s^2 over z = s^2; minimax, 2^-59.5 relative to the logarithm. */
  private static final double[] ATANH = {
    0.6666666666666734,
    0.39999999999416824,
    0.2857142874198995,
    0.22222198607224458,
    0.18183562849755666,
    0.15314082026265288,
    0.1479568856565162
  };

  /** ln 2 in 42 bits and the rest: an exponent times the first part is exact. */
  private static final double LN2_SHORT = 0x1.62e42fefa3800p-1;

  private static final double LN2_REST = 0x1.ef35793c76730p-45;
  private static final double LN2_SHORT_F32 = 0x1.62e4p-1;
  private static final double LN2_REST_F32 = 0x1.7f7d1cp-20;

  /** (log(1 + f) - f + f^2/2) / f^3 over f; minimax, 2^-27 in f32. */
  private static final double[] LOG_F32 = {
    0.333333313f,
    -0.250008225f,
    0.200012282f,
    -0.166233525f,
    0.14201723f,
    -0.131601974f,
    0.127618358f,
    -0.0763477236f
  };

  private Logarithms() {}

  /** A positive finite number as 2^k m; k is a float. */
  record Split<V>(V k, V m) {}

  static <V> Split<V> split(Real<V> real, V x) {
    V small = real.lt(x, real.isWide() ? Double.MIN_NORMAL : Float.MIN_NORMAL);
    int up = real.fractionBits() + 2;
    V normal = real.select(small, real.mul(x, Math.scalb(1.0, up)), x);
    double offset = exponentOffset(real);
    return split(real, normal, real.select(small, offset + up, offset));
  }

  /** The same for numbers that are known not to be subnormal. */
  static <V> Split<V> splitNormal(Real<V> real, V x) {
    return split(real, x, real.num(exponentOffset(real)));
  }

  private static <V> Split<V> split(Real<V> real, V x, V offset) {
    int fraction = real.fractionBits();
    long one = (long) real.bias() << fraction;
    long root = real.isWide() ? 0x3fe6a09e667f3bcdL : 0x3f3504f3L;
    V biased = real.algebra().add(real.bits(x), real.word(one - root));
    V m = real.algebra().add(real.and(biased, (1L << fraction) - 1), real.word(root));
    // The exponent field becomes a float by standing in the fraction of 2^fractionBits.
    long unit = (long) (real.bias() + fraction) << fraction;
    V field = real.real(real.or(real.ushr(biased, fraction), real.word(unit)));
    return new Split<>(real.sub(field, offset), real.real(m));
  }

  private static <V> double exponentOffset(Real<V> real) {
    return Math.scalb(1.0, real.fractionBits()) + real.bias();
  }

  static <V> V log(Real<V> real, V x) {
    Split<V> split = split(real, x);
    V f = real.sub(split.m(), 1.0);
    V log = real.isWide() ? wide(real, split.k(), f) : narrow(real, split.k(), f);
    return edges(real, x, log);
  }

  private static <V> V wide(Real<V> real, V k, V f) {
    V s = real.div(f, real.add(f, 2.0));
    V z = real.mul(s, s);
    V half = real.mul(real.mul(f, f), 0.5);
    V tail = real.fma(z, real.polynomial(z, ATANH), half);
    V low = real.fma(s, tail, real.mul(k, LN2_REST));
    return real.fma(k, LN2_SHORT, real.sub(f, real.sub(half, low)));
  }

  private static <V> V narrow(Real<V> real, V k, V f) {
    V square = real.mul(f, f);
    V tail = real.mul(real.mul(square, f), real.polynomial(f, LOG_F32));
    V low = real.fma(k, LN2_REST_F32, tail);
    V half = real.mul(square, 0.5);
    return real.fma(k, LN2_SHORT_F32, real.sub(f, real.sub(half, low)));
  }

  /** Any logarithm's values where x is not a positive finite number. */
  static <V> V edges(Real<V> real, V x, V log) {
    V finite = real.select(real.lt(x, Double.POSITIVE_INFINITY), log, x);
    V nonzero = real.select(real.eq(x, 0.0), Double.NEGATIVE_INFINITY, finite);
    return real.select(real.lt(x, 0.0), Double.NaN, nonzero);
  }
}
