// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/** Inverse hyperbolic functions, as logarithms of one more than something. */
final class InverseHyperbolics {

  /** Where x + sqrt(x^2 + 1) and 2 x are one number. */
  private static final double LARGE = 0x1p54;

  private InverseHyperbolics() {}

  /** log(1 + x + x^2 / (1 + sqrt(1 + x^2))). */
  static <V> V asinh(Real<V> real, V x) {
    V size = real.abs(x);
    V square = real.mul(size, size);
    V root = real.sqrt(real.add(square, 1.0));
    V more = real.add(size, real.div(square, real.add(root, 1.0)));
    return real.withSign(doubled(real, size, more), x);
  }

  /** log(1 + t + sqrt(2 t + t^2)) with t = x - 1. */
  static <V> V acosh(Real<V> real, V x) {
    V t = real.sub(x, 1.0);
    V more = real.add(t, real.sqrt(real.fma(t, t, real.add(t, t))));
    return real.select(real.lt(x, 1.0), Double.NaN, doubled(real, x, more));
  }

  /** log(1 + 2 x / (1 - x)) / 2. */
  static <V> V atanh(Real<V> real, V x) {
    V size = real.abs(x);
    V more = real.div(real.add(size, size), real.sub(1.0, size));
    return real.withSign(real.mul(Logarithms.log1p(real, more), 0.5), x);
  }

  /** log(1 + more), or log 2x for large x. */
  private static <V> V doubled(Real<V> real, V x, V more) {
    V large = real.gt(x, LARGE);
    V log = Logarithms.log1p(real, real.select(large, x, more));
    return real.add(log, real.select(large, Exponentials.LN2_HIGH, 0.0));
  }
}
