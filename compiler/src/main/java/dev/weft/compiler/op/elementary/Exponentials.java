// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/** Functions around e^x: x = k ln 2 + r with an integer k and |r| at most half of ln 2. */
final class Exponentials {

  static final double LOG2_E = 0x1.71547652b82fep+0;

  /** ln 2 in two parts; an integer times the first, subtracted by one fma, leaves no error. */
  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;

  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  static final double LN2_HIGH_F32 = 0x1.62e43p-1;
  static final double LN2_LOW_F32 = -0x1.05c61p-29;

  /** e^r: 1 + r + r^2 Q(r); minimax for the relative error, 2^-56.3 after rounding. */
  private static final double[] EXP = {
    1.0,
    1.0,
    0.5000000000000011,
    0.1666666666666641,
    0.041666666666530135,
    0.008333333333495379,
    0.001388888894364336,
    0.0001984126950510217,
    2.480149308058337e-05,
    2.755758733901544e-06,
    2.763025597783008e-07,
    2.4999845391889387e-08
  };

  /** The same in f32, 2^-28. */
  private static final double[] EXP_F32 = {
    1.0, 1.0, 0.49999994f, 0.166665211f, 0.041668389f, 0.00836871658f, 0.00138146069f
  };

  private Exponentials() {}

  static <V> V exp(Real<V> real, V x) {
    V bounded = real.isWide() ? clamp(real, x, -746, 710) : clamp(real, x, -104.5, 89);
    V shifted = real.fma(bounded, LOG2_E, scaleShifter(real));
    V k = real.sub(shifted, scaleShifter(real));
    return scale(real, rest(real, bounded, k), shifted);
  }

  /** e^x where x is known to be so small in size that the result is a normal number. */
  static <V> V within(Real<V> real, V x) {
    double shifter = real.shifter() + real.bias();
    V shifted = real.fma(x, LOG2_E, shifter);
    V power = real.real(real.shl(real.bits(shifted), real.fractionBits()));
    return real.mul(rest(real, x, real.sub(shifted, shifter)), power);
  }

  /** e^(x - k ln 2). */
  private static <V> V rest(Real<V> real, V x, V k) {
    V r = real.fma(k, real.isWide() ? -LN2_HIGH : -LN2_HIGH_F32, x);
    r = real.fma(k, real.isWide() ? -LN2_LOW : -LN2_LOW_F32, r);
    return real.polynomial(r, real.isWide() ? EXP : EXP_F32);
  }

  /** x kept within bounds; NaN stays. */
  static <V> V clamp(Real<V> real, V x, double low, double high) {
    V below = real.select(real.gt(x, high), high, x);
    return real.select(real.lt(below, low), low, below);
  }

  /** The shifter for a number k that is to become a scale: k + 2 bias stands in the low bits. */
  static <V> double scaleShifter(Real<V> real) {
    return real.shifter() + 2 * real.bias();
  }

  /**
   * p * 2^k for k from twice the least to the greatest exponent. The power is applied as two
   * factors near its square root, so only the last product rounds, also into the subnormals.
   *
   * @param shifted k + {@link #scaleShifter}
   */
  static <V> V scale(Real<V> real, V p, V shifted) {
    V biased = real.bits(shifted);
    V half = real.ushr(biased, 1);
    V rest = real.algebra().sub(biased, half);
    V first = real.real(real.shl(half, real.fractionBits()));
    V second = real.real(real.shl(rest, real.fractionBits()));
    return real.mul(real.mul(p, first), second);
  }
}
