// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/**
 * Sine, cosine and tangent of f64: x = q pi/2 + r with |r| at most pi/4 (and a little), r as a
 * pair.
 *
 * <p>pi/2 has three parts of 53 bits. x less q times the first is exact, since both are multiples
 * of the last bit of that part; so is the error of subtracting q times the second, because x less
 * the first is a multiple of its last bit. This holds up to {@link #BOUND}.
 */
final class Trigonometry {

  /** Largest |x| that the expansions reduce; beyond it only a scalar routine has enough of pi. */
  static final double BOUND = 0x1p45;

  static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  private static final double HALF_PI_1 = 0x1.921fb54442d18p+0;
  private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
  private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;

  /** (r - sin r) / r^3 over r^2; minimax, 2^-57.9 relative to the sine. */
  private static final double[] SIN = {
    0.1666666666666663,
    -0.00833333333332184,
    0.00019841269829358528,
    -2.7557313538509474e-06,
    2.5050734386478527e-08,
    -1.5895432927207631e-10
  };

  /** (cos r - 1) / r^2 over r^2; minimax, 2^-63.9 relative to the cosine. */
  private static final double[] COS = {
    -0.5,
    0.041666666666666595,
    -0.0013888888888873307,
    2.4801587288965304e-05,
    -2.755731420312101e-07,
    2.0875703147183896e-09,
    -1.1358617466204914e-11
  };

  private Trigonometry() {}

  /** The quadrant in a word's low bits, and the sine and cosine of the rest. */
  record Turned<V>(V quadrant, V sin, V cos) {}

  static <V> Turned<V> turn(Real<V> real, V x) {
    V shifted = real.fma(x, TWO_OVER_PI, real.shifter());
    V q = real.sub(shifted, real.shifter());
    V first = real.fma(q, -HALF_PI_1, x);
    V second = real.mul(q, -HALF_PI_2);
    V r = real.add(first, second);
    // r - below is the reduced argument; below is +0 where x is -0, so that sin(-0) is -0.
    V below = real.sub(real.sub(r, first), second);
    below = real.add(below, real.fma(q, HALF_PI_2, second));
    below = real.fma(q, HALF_PI_3, below);
    V square = real.fma(r, r, real.mul(real.mul(r, -2.0), below));
    // The polynomials need not wait for what is below.
    V near = real.mul(r, r);
    V bend = real.polynomial(near, SIN);
    V sin = real.sub(r, real.fma(real.mul(r, square), bend, below));
    V cos = real.fma(square, real.polynomial(near, COS), 1.0);
    return new Turned<>(real.bits(shifted), sin, cos);
  }

  static <V> V sin(Real<V> real, V x) {
    Turned<V> turned = turn(real, x);
    V quadrant = turned.quadrant();
    V value = real.select(isEven(real, quadrant), turned.sin(), turned.cos());
    return signed(real, value, real.ushr(quadrant, 1));
  }

  static <V> V cos(Real<V> real, V x) {
    Turned<V> turned = turn(real, x);
    V quadrant = turned.quadrant();
    V value = real.select(isEven(real, quadrant), turned.cos(), turned.sin());
    return signed(real, value, real.xor(quadrant, real.ushr(quadrant, 1)));
  }

  static <V> V tan(Real<V> real, V x) {
    Turned<V> turned = turn(real, x);
    return quotient(real, turned.quadrant(), turned.sin(), turned.cos());
  }

  /** sin / cos in even quadrants, -cos / sin in odd ones. */
  static <V> V quotient(Real<V> real, V quadrant, V sin, V cos) {
    V even = isEven(real, quadrant);
    V ratio = real.div(real.select(even, sin, cos), real.select(even, cos, sin));
    return signed(real, ratio, quadrant);
  }

  /** By shifts alone, which unlike masks need no constant. */
  private static <V> V isEven(Real<V> real, V word) {
    return real.algebra().eq(real.shl(word, 63), real.word(0));
  }

  /** Negative where a word is odd. */
  private static <V> V signed(Real<V> real, V value, V word) {
    return real.flip(value, real.shl(word, 63));
  }
}
