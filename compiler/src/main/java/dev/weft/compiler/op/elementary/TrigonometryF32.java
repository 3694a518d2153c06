// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/**
 * Sine, cosine and tangent of f32, computed in f64: there pi in two parts reduces any useful
 * argument at the price of one fused operation each, and one polynomial spans half a turn.
 */
final class TrigonometryF32 {

  private static final double PI_1 = 0x1.921fb54442d18p+1;
  private static final double PI_2 = 0x1.1a62633145c07p-53;
  private static final double ONE_OVER_PI = 0x1.45f306dc9c883p-2;

  /** (r - sin r) / r^3 over r^2 up to pi/2; minimax, 2^-27.3 relative to the sine. */
  private static final double[] SIN = {
    0.16666659544967535, -0.008333066034025189, 0.00019809583740304666, -2.605732851361418e-06
  };

  /** The same up to pi/4; 2^-28. */
  private static final double[] SHORT_SIN = {
    0.16666654536777142, -0.008332155894078912, 0.0001951460533794523
  };

  /** (cos r - 1) / r^2 over r^2 up to pi/4; 2^-33. */
  private static final double[] SHORT_COS = {
    -0.5, 0.04166664555856134, -0.0013887310069848873, 2.443243487701849e-05
  };

  private TrigonometryF32() {}

  static <V> V sin(Real<V> narrow, V x) {
    Real<V> real = narrow.widened();
    V wide = narrow.widen(x);
    V shifted = real.fma(wide, ONE_OVER_PI, real.shifter());
    V turns = real.sub(shifted, real.shifter());
    return narrow.narrow(sinAfter(real, wide, turns, shifted));
  }

  /** cos x = sin (x + pi/2); half a turn is taken off the number of turns instead. */
  static <V> V cos(Real<V> narrow, V x) {
    Real<V> real = narrow.widened();
    V wide = narrow.widen(x);
    V shifted = real.add(real.fma(wide, ONE_OVER_PI, 0.5), real.shifter());
    V turns = real.sub(real.sub(shifted, real.shifter()), 0.5);
    return narrow.narrow(sinAfter(real, wide, turns, shifted));
  }

  static <V> V tan(Real<V> narrow, V x) {
    Real<V> real = narrow.widened();
    V wide = narrow.widen(x);
    V shifted = real.fma(wide, Trigonometry.TWO_OVER_PI, real.shifter());
    V q = real.sub(shifted, real.shifter());
    V r = real.fma(q, -PI_2 / 2, real.fma(q, -PI_1 / 2, wide));
    V square = real.mul(r, r);
    V bend = real.fma(real.mul(r, square), real.polynomial(square, SHORT_SIN), 0.0);
    V cos = real.fma(square, real.polynomial(square, SHORT_COS), 1.0);
    V tan = Trigonometry.quotient(real, real.bits(shifted), real.sub(r, bend), cos);
    return narrow.narrow(tan);
  }

  /** sin(x - turns pi), negated where the low bit of {@code shifted} is set. */
  private static <V> V sinAfter(Real<V> real, V x, V turns, V shifted) {
    V r = real.fma(turns, -PI_2, real.fma(turns, -PI_1, x));
    V square = real.mul(r, r);
    // Adding zero makes a negative zero positive, so that sin(-0) is -0 - 0 = -0.
    V sin = real.sub(r, real.fma(real.mul(r, square), real.polynomial(square, SIN), 0.0));
    return real.flip(sin, real.shl(real.bits(shifted), 63));
  }
}
