// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

/** The cube root and the hypotenuse. */
final class Roots {

  /** w^(-1/3) from 1/2 to 4, within 0.003 of it. */
  private static final double[] INVERSE = {
    1.79525554f, -1.50359607f, 1.02734601f, -0.389234275f, 0.0745163485f, -0.00562058808f
  };

  private Roots() {}

  /** x = 2^3q w; the inverse root of w by one step of fourth order, the root by one of second. */
  static <V> V cbrt(Real<V> real, V x) {
    V size = real.abs(x);
    V small = real.lt(size, real.pick(Double.MIN_NORMAL, Float.MIN_NORMAL));
    int up = real.isWide() ? 54 : 24;
    V normal = real.select(small, real.mul(size, Math.scalb(1.0, up)), size);
    V thirds = real.fma(Logarithms.exponent(real, normal), 1.0 / 3.0, real.shifter() + real.bias());
    V q = real.sub(thirds, real.shifter() + real.bias());
    V triple = real.shl(real.bits(real.fma(q, 3.0, real.shifter())), real.fractionBits());
    V w = real.real(real.algebra().sub(real.bits(normal), triple));
    V root = reduced(real, w);
    V power = real.real(real.shl(real.bits(thirds), real.fractionBits()));
    V scale = real.mul(power, real.select(small, Math.scalb(1.0, -up / 3), 1.0));
    V cbrt = real.withSign(real.mul(root, scale), x);
    V finite = real.select(real.lt(size, Double.POSITIVE_INFINITY), cbrt, x);
    return real.select(real.eq(x, 0.0), x, finite);
  }

  private static <V> V reduced(Real<V> real, V w) {
    V y = real.polynomial(w, INVERSE);
    V error = real.fma(real.mul(real.neg(w), y), real.mul(y, y), 1.0);
    V step = real.mul(error, real.polynomial(error, 1.0 / 3.0, 2.0 / 9.0, 14.0 / 81.0));
    y = real.fma(y, step, y);
    V square = real.mul(y, y);
    V root = real.mul(w, square);
    // w - root^3, then one step of Newton's; y^2 is nearly 1 / root^2.
    V rootSquare = real.mul(root, root);
    V lost = real.lost(root, root, rootSquare);
    V minus = real.neg(root);
    V rest = real.fma(minus, lost, real.fma(minus, rootSquare, w));
    return real.fma(rest, real.mul(square, 1.0 / 3.0), root);
  }

  /** The squares are added at a scale where none that matters is out of range. */
  static <V> V hypot(Real<V> real, V x, V y) {
    V infinite =
        real.or(
            real.eq(real.abs(x), Double.POSITIVE_INFINITY),
            real.eq(real.abs(y), Double.POSITIVE_INFINITY));
    V length = real.isWide() ? scaled(real, x, y) : narrow(real, x, y);
    return real.select(infinite, Double.POSITIVE_INFINITY, length);
  }

  private static <V> V scaled(Real<V> real, V x, V y) {
    V a = real.abs(x);
    V b = real.abs(y);
    V larger = real.select(real.algebra().gt(a, b), a, b);
    V huge = real.gt(larger, 0x1p500);
    V tiny = real.lt(larger, 0x1p-450);
    V down = real.select(huge, real.num(0x1p-600), real.select(tiny, 0x1p600, 1.0));
    V up = real.select(huge, real.num(0x1p600), real.select(tiny, 0x1p-600, 1.0));
    V scaledX = real.mul(x, down);
    V scaledY = real.mul(y, down);
    return real.mul(root(real, scaledX, scaledY), up);
  }

  private static <V> V narrow(Real<V> narrow, V x, V y) {
    return narrow.narrow(root(narrow.widened(), narrow.widen(x), narrow.widen(y)));
  }

  private static <V> V root(Real<V> real, V x, V y) {
    return real.sqrt(real.fma(x, x, real.mul(y, y)));
  }
}
