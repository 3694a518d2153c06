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

  private Hyperbolics() {}

  static <V> V tanh(Real<V> real, V x) {
    V size = real.abs(x);
    V small = real.lt(size, TANH_BEND);
    double flat = real.isWide() ? 20 : 9.5;
    V bounded = real.select(real.gt(size, flat), flat, size);
    V power = Exponentials.within(real, real.add(bounded, bounded));
    V square = real.mul(size, size);
    V p = real.polynomial(square, real.isWide() ? TANH_P : TANH_P_F32);
    V q = real.polynomial(square, real.isWide() ? TANH_Q : TANH_Q_F32);
    V quotient =
        real.div(
            real.select(small, p, real.num(-2.0)), real.select(small, q, real.add(power, 1.0)));
    // Both forms are a + b * quotient.
    V factor = real.select(small, real.mul(size, square), real.num(1.0));
    V tanh = real.fma(factor, quotient, real.select(small, size, real.num(1.0)));
    return real.withSign(tanh, x);
  }
}
