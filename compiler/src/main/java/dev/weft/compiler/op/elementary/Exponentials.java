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

  /** 2^r; minimax, 2^-55.6 relative after rounding. */
  private static final double[] EXP2 = {
    1.0,
    0.6931471805599453,
    0.24022650695910072,
    0.055504108664821736,
    0.009618129107628562,
    0.00133335581463817,
    0.00015403530393171715,
    1.5252733864883244e-05,
    1.3215487003498187e-06,
    1.0178047515133883e-07,
    7.054814811446388e-09,
    4.4572417488132794e-10,
    2.5855255656075675e-11
  };

  /** The same in f32, 2^-30. */
  static final double[] EXP2_F32 = {
    1.0,
    0.693147182f,
    0.240226507f,
    0.0555040054f,
    0.00961805694f,
    0.00133419526f,
    0.000154613794f,
    1.33599351e-5f
  };

  /** (e^r - 1 - r) / r^2; minimax, 2^-56.2 relative to e^r - 1. */
  private static final double[] EXPM1 = {
    0.5000000000000001, 0.1666666666666667, 0.04166666666665229, 0.008333333333326153,
    0.001388888889559693, 0.00019841269874764882, 2.480157453840321e-05, 2.755725546177488e-06,
    2.7567926932257025e-07, 2.5105194313520465e-08, 1.7687809229619182e-09
  };

  /** The same in f32, 2^-28.4. */
  private static final double[] EXPM1_F32 = {
    0.5, 0.166666672f, 0.0416663252f, 0.00833322015f, 0.00139432191f, 0.000199624497f
  };

  private Exponentials() {}

  static <V> V exp(Real<V> real, V x) {
    V bounded = real.isWide() ? clamp(real, x, -746, 710) : clamp(real, x, -104.5, 89);
    V shifted = real.fma(bounded, LOG2_E, scaleShifter(real));
    V k = real.sub(shifted, scaleShifter(real));
    return scale(real, rest(real, bounded, k), shifted);
  }

  static <V> V exp2(Real<V> real, V x) {
    V bounded = real.isWide() ? clamp(real, x, -1080, 1030) : clamp(real, x, -151, 130);
    V shifted = real.add(bounded, scaleShifter(real));
    V r = real.sub(bounded, real.sub(shifted, scaleShifter(real)));
    return scale(real, real.polynomial(r, real.pick(EXP2, EXP2_F32)), shifted);
  }

  /**
   * e^x - 1, as twice a half so that the power 2^k always exists.
   *
   * <p>With s = 2^(k-1) the half is (s - 1/2 + s r) + s (r^2 Q): the first sum's error is exact and
   * goes to the rest, so that cancellation costs nothing.
   */
  static <V> V expm1(Real<V> real, V x) {
    V bounded = real.isWide() ? clamp(real, x, -40, 710) : clamp(real, x, -20, 89);
    double shifter = real.shifter() + real.bias() - 1;
    V shifted = real.fma(bounded, LOG2_E, shifter);
    V k = real.sub(shifted, shifter);
    double ln2Low = real.pick(LN2_LOW, LN2_LOW_F32);
    V first = real.fma(k, real.pick(-LN2_HIGH, -LN2_HIGH_F32), bounded);
    V r = real.fma(k, -ln2Low, first);
    V below = real.fma(k, -ln2Low, real.sub(first, r));
    V s = real.real(real.shl(real.bits(shifted), real.fractionBits()));
    V less = real.sub(s, 0.5);
    V high = real.fma(s, r, less);
    V low = real.fma(s, r, real.sub(less, high));
    V q = real.polynomial(r, real.pick(EXPM1, EXPM1_F32));
    V half = real.add(high, real.fma(s, real.fma(real.mul(r, r), q, below), low));
    // Halves of subnormals lose a bit, and -0 its sign.
    V tiny = real.lt(real.abs(x), real.pick(0x1p-54, 0x1p-25));
    return real.select(tiny, x, real.add(half, half));
  }

  /** 2^up e^x where x is known to be such that all powers of two on the way are normal. */
  static <V> V within(Real<V> real, V x, int up) {
    double shifter = real.shifter() + real.bias() + up;
    V shifted = real.fma(x, LOG2_E, shifter);
    V power = real.real(real.shl(real.bits(shifted), real.fractionBits()));
    return real.mul(rest(real, x, real.sub(shifted, shifter)), power);
  }

  /** factor e^(x + lost), lost far below x; x must lie within the bounds of {@link #exp}. */
  static <V> V expTimes(Real<V> real, V x, V lost, V factor) {
    V shifted = real.fma(x, LOG2_E, scaleShifter(real));
    V k = real.sub(shifted, scaleShifter(real));
    V product = real.mul(rest(real, x, k), factor);
    return scale(real, real.fma(product, lost, product), shifted);
  }

  /** e^(x - k ln 2). */
  private static <V> V rest(Real<V> real, V x, V k) {
    V r = real.fma(k, real.pick(-LN2_HIGH, -LN2_HIGH_F32), x);
    r = real.fma(k, real.pick(-LN2_LOW, -LN2_LOW_F32), r);
    return real.polynomial(r, real.pick(EXP, EXP_F32));
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
