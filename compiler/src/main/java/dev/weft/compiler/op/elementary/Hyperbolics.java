// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/** Hyperbolic functions. */
final class Hyperbolics {

  /** Below it tanh x = x + x^3 P(x^2) / Q(x^2), above it 1 - 2 / (e^2x + 1). */
  private static final double TANH_BEND = 0.75;

  /** P and Q; rational minimax, 2^-56.2 relative to the tangent. */
  private static final double[] TANH_P = {
    -0.3333333333333325, -0.020489789507413137, -0.0001987793869130871
  };

  private static final double[] TANH_Q = {
    1.0, 0.4614693685221484, 0.02327932366593823, 0.00020610683169433768
  };

  /** The same in f32, 2^-27.5. */
  private static final double[] TANH_P_F32 = {-0.333333343f, -0.014742218f};

  private static final double[] TANH_Q_F32 = {1.0, 0.444226623f, 0.015786089f};

  /** Below it sinh x = x + x^3 S(x^2). */
  private static final double SINH_BEND = 1.2;

  /** S; minimax, 2^-59 relative to the sine. */
  private static final double[] SINH = {
    0.16666666666666677,
    0.008333333333331524,
    0.0001984126984235314,
    2.7557318917480007e-06,
    2.505215464582325e-08,
    1.6055216043624199e-10,
    7.810809715494916e-13
  };

  /** The same in f32, 2^-31. */
  private static final double[] SINH_F32 = {
    0.166666657f, 0.0083333971f, 0.000198287322f, 2.85192095e-6f
  };

  private Hyperbolics() {}

  static <V> V sinh(Real<V> real, V x) {
    V size = real.abs(x);
    V quarter = quarterPower(real, size);
    V big = real.fma(quarter, 2.0, real.div(-0.125, quarter));
    V square = real.mul(size, size);
    V curve = real.polynomial(square, real.pick(SINH, SINH_F32));
    V small = real.fma(real.mul(size, square), curve, size);
    return real.withSign(real.select(real.lt(size, SINH_BEND), small, big), x);
  }

  static <V> V cosh(Real<V> real, V x) {
    V quarter = quarterPower(real, real.abs(x));
    return real.fma(quarter, 2.0, real.div(0.125, quarter));
  }

  /** e^x / 4 for x at least 0, infinite only where e^x / 2 is out of range. */
  private static <V> V quarterPower(Real<V> real, V x) {
    double high = real.pick(711, 90);
    V bounded = real.select(real.gt(x, high), high, x);
    return Exponentials.within(real, bounded, -2);
  }

  static <V> V tanh(Real<V> real, V x) {
    V size = real.abs(x);
    V small = real.lt(size, TANH_BEND);
    double flat = real.pick(20, 9.5);
    V bounded = real.select(real.gt(size, flat), flat, size);
    V power = Exponentials.within(real, real.add(bounded, bounded), 0);
    V square = real.mul(size, size);
    V p = real.polynomial(square, real.pick(TANH_P, TANH_P_F32));
    V q = real.polynomial(square, real.pick(TANH_Q, TANH_Q_F32));
    V quotient =
        real.div(
            real.select(small, p, real.num(-2.0)), real.select(small, q, real.add(power, 1.0)));
    // Both forms are a + b * quotient.
    V factor = real.select(small, real.mul(size, square), real.num(1.0));
    V tanh = real.fma(factor, quotient, real.select(small, size, real.num(1.0)));
    return real.withSign(tanh, x);
  }
}
