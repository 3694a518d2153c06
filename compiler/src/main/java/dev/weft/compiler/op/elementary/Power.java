// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/**
 * x^y = 2^(y log2 |x|), with C99's special values.
 *
 * <p>In f64 the logarithm is a pair good to 2^-66, because y may multiply its error by 2^10; f32 is
 * computed in f64, where one number suffices.
 */
final class Power {

  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** log2((1 + s) / (1 - s)) = s (A + z (B + z Q(z))), z = s^2; A and B as pairs. */
  private static final double A_HIGH = 0x1.71547652b82fep+1;

  private static final double A_LOW = 0x1.777d0ffda0d24p-55;
  private static final double B_HIGH = 0x1.ec709dc3a03fdp-1;
  private static final double B_LOW = 0x1.d27f05548af0cp-55;

  /** Q; minimax, 2^-66.3 relative to the logarithm. */
  private static final double[] Q = {
    0.5770780163556178,
    0.4121985830919909,
    0.3205989022649186,
    0.2623077018431064,
    0.2219839664093947,
    0.19125585341503112,
    0.19037932770256635
  };

  /** log2((1 + s) / (1 - s)) / s over z; minimax, 2^-37.8. */
  private static final double[] SHORT_LOG = {
    2.885390081790092,
    0.9617966733335008,
    0.5770835866177032,
    0.41167261587368265,
    0.34073208639600655
  };

  /** (2^r - 1 - r ln 2) / r^2; minimax, 2^-57.7 relative to 2^r. */
  private static final double[] EXP2 = {
    0.24022650695910122,
    0.05550410866482073,
    0.009618129107596962,
    0.001333355814668772,
    0.00015403530454107287,
    1.5252733545635049e-05,
    1.3215436584630538e-06,
    1.0178185035484194e-07,
    7.07358405944062e-09,
    4.4362641167991194e-10
  };

  private Power() {}

  /** The unevaluated sum of two numbers, the second at most half a last bit of the first. */
  private record Pair<V>(V high, V low) {}

  static <V> V pow(Real<V> real, V x, V y) {
    if (real.isWide()) {
      V size = real.abs(x);
      Pair<V> log = log2(real, size);
      V high = real.mul(y, edges(real, size, log.high()));
      V low = real.fma(y, log.low(), real.fma(y, log.high(), real.neg(high)));
      return settle(real, x, y, exp2(real, new Pair<>(high, low)));
    }
    Real<V> wide = real.widened();
    V base = real.widen(x);
    V exponent = real.widen(y);
    V size = wide.abs(base);
    V log = edges(wide, size, shortLog2(wide, size));
    return real.narrow(settle(wide, base, exponent, shortExp2(wide, wide.mul(exponent, log))));
  }

  private static <V> Pair<V> log2(Real<V> real, V size) {
    Logarithms.Split<V> split = Logarithms.split(real, size);
    V m = split.m();
    V f = real.sub(m, 1.0);
    // s + sLow = f / (m + 1), with the negated divisor as a pair
    V divisor = real.sub(-1.0, m);
    V divisorLow = real.sub(real.sub(-1.0, divisor), m);
    V inverse = real.div(-1.0, divisor);
    V s = real.mul(f, inverse);
    V sLow = real.mul(real.fma(s, divisorLow, real.fma(s, divisor, f)), inverse);
    V z = real.mul(s, s);
    V zLow = real.fma(real.add(s, s), sLow, real.fma(s, s, real.neg(z)));
    // u = B + z Q, then w = A + z u
    V q = real.polynomial(z, Q);
    V u = real.fma(z, q, B_HIGH);
    V uLow = real.add(real.fma(z, q, real.sub(B_HIGH, u)), B_LOW);
    V t = real.mul(z, u);
    V tLow = real.fma(zLow, u, real.fma(z, uLow, real.fma(z, u, real.neg(t))));
    V w = real.add(t, A_HIGH);
    V wLow = real.add(real.add(real.sub(A_HIGH, w), t), real.add(tLow, A_LOW));
    V l = real.mul(s, w);
    V lLow = real.fma(sLow, w, real.fma(s, wLow, real.fma(s, w, real.neg(l))));
    V high = real.add(split.k(), l);
    V low = real.add(real.add(real.sub(split.k(), high), l), lLow);
    return new Pair<>(high, low);
  }

  /** 2^(high + low); the power of two is split off, and the rest is 1 + (r ln 2 + small). */
  private static <V> V exp2(Real<V> real, Pair<V> e) {
    V high = Exponentials.clamp(real, e.high(), -1100, 1100);
    V low = real.select(real.lt(real.abs(high), 1100), e.low(), real.num(0));
    double shifter = Exponentials.scaleShifter(real);
    V shifted = real.add(high, shifter);
    V rest = real.sub(high, real.sub(shifted, shifter));
    V r = real.add(rest, low);
    V lost = real.add(real.sub(rest, r), low);
    V small = real.fma(r, LN2_LOW, real.mul(lost, Exponentials.LN2_HIGH));
    small = real.fma(real.mul(r, r), real.polynomial(r, EXP2), small);
    V p = real.add(real.fma(r, Exponentials.LN2_HIGH, small), 1.0);
    return Exponentials.scale(real, p, shifted);
  }

  /** log2 of the absolute value of an f32, which is never a subnormal f64. */
  private static <V> V shortLog2(Real<V> real, V size) {
    Logarithms.Split<V> split = Logarithms.splitNormal(real, size);
    V s = real.div(real.sub(split.m(), 1.0), real.add(split.m(), 1.0));
    return real.fma(s, real.polynomial(real.mul(s, s), SHORT_LOG), split.k());
  }

  private static <V> V shortExp2(Real<V> real, V e) {
    V bounded = Exponentials.clamp(real, e, -200, 200);
    double shifter = real.shifter() + real.bias();
    V shifted = real.add(bounded, shifter);
    V r = real.sub(bounded, real.sub(shifted, shifter));
    V power = real.real(real.shl(real.bits(shifted), real.fractionBits()));
    return real.mul(real.polynomial(r, Exponentials.EXP2_F32), power);
  }

  /** Where |x| is 0, infinite or NaN, so is its logarithm. */
  private static <V> V edges(Real<V> real, V size, V log) {
    V finite = real.select(real.lt(size, Double.POSITIVE_INFINITY), log, size);
    return real.select(real.eq(size, 0.0), Double.NEGATIVE_INFINITY, finite);
  }

  /** The sign, and the cases that the magnitude does not settle. */
  private static <V> V settle(Real<V> real, V x, V y, V magnitude) {
    V parity = parity(real, y);
    V even = real.eq(parity, 0.0);
    V odd = real.eq(parity, 1.0);
    V sign = real.select(odd, real.and(real.bits(x), real.signMask()), real.word(0));
    V signed = real.flip(magnitude, sign);
    V size = real.abs(x);
    V negative = real.and(real.lt(x, 0.0), real.lt(size, Double.POSITIVE_INFINITY));
    V root = real.and(negative, real.not(real.or(even, odd)));
    V valid = real.select(root, Double.NaN, signed);
    V one = real.or(real.eq(y, 0.0), real.eq(x, 1.0));
    V unit = real.and(real.eq(size, 1.0), even);
    return real.select(real.or(one, unit), 1.0, valid);
  }

  /** 0 where y is an even integer or infinite, 1 where it is odd, else anything. */
  private static <V> V parity(Real<V> real, V y) {
    V size = real.abs(y);
    V bounded = real.select(real.gt(size, 0x1p53 - 1), 0.0, size);
    // Between 2^53 and 2^54 there are only even numbers.
    V even = real.sub(real.add(bounded, 0x1p53), 0x1p53);
    return real.abs(real.sub(bounded, even));
  }
}
