// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * An algebra seen through one float dtype and the signed integer of the same width, so that a
 * function of both formats is written once.
 *
 * <p>Literals are given as doubles; in f32 each must already be a float, or the nearest float is
 * meant.
 */
final class Real<V> {
  /** More coefficients than this take too long one after the other. */
  private static final int LONG_CHAIN = 11;

  private final Algebra<V> algebra;
  private final boolean wide;

  Real(Algebra<V> algebra, DType dtype) {
    if (!dtype.isFloat()) {
      throw new IllegalArgumentException("an elementary function of " + dtype);
    }
    this.algebra = algebra;
    this.wide = dtype == DType.F64;
  }

  /** The same algebra in f64, where some functions of f32 are computed. */
  Real<V> widened() {
    return new Real<>(algebra, DType.F64);
  }

  V widen(V x) {
    return algebra.convert(DType.F64, x);
  }

  V narrow(V x) {
    return algebra.convert(DType.F32, x);
  }

  boolean isWide() {
    return wide;
  }

  Algebra<V> algebra() {
    return algebra;
  }

  double pick(double inF64, double inF32) {
    return wide ? inF64 : inF32;
  }

  double[] pick(double[] inF64, double[] inF32) {
    return wide ? inF64 : inF32;
  }

  /** Bits of the fraction field: 52 or 23. */
  int fractionBits() {
    return wide ? 52 : 23;
  }

  /** What is added to an exponent in the exponent field: 1023 or 127. */
  int bias() {
    return wide ? 1023 : 127;
  }

  /**
   * 1.5 * 2^fractionBits: adding it to a number below half its size rounds the number to an
   * integer, which then stands in the low bits of the sum.
   */
  double shifter() {
    return wide ? 0x1.8p52 : 0x1.8p23;
  }

  V num(double value) {
    return wide ? algebra.f64(value) : algebra.f32((float) value);
  }

  V word(long bits) {
    return wide ? algebra.i64(bits) : algebra.i32((int) bits);
  }

  V bits(V x) {
    return algebra.bitcast(wide ? DType.I64 : DType.I32, x);
  }

  V real(V bits) {
    return algebra.bitcast(wide ? DType.F64 : DType.F32, bits);
  }

  V add(V a, V b) {
    return algebra.add(a, b);
  }

  V add(V a, double b) {
    return algebra.add(a, num(b));
  }

  V sub(V a, V b) {
    return algebra.sub(a, b);
  }

  V sub(V a, double b) {
    return algebra.sub(a, num(b));
  }

  V sub(double a, V b) {
    return algebra.sub(num(a), b);
  }

  V mul(V a, V b) {
    return algebra.mul(a, b);
  }

  V mul(V a, double b) {
    return algebra.mul(a, num(b));
  }

  V neg(V a) {
    return algebra.neg(a);
  }

  V div(V a, V b) {
    return algebra.div(a, b);
  }

  V div(double a, V b) {
    return algebra.div(num(a), b);
  }

  V abs(V a) {
    return algebra.abs(a);
  }

  V sqrt(V a) {
    return algebra.apply(Prim.SQRT, a);
  }

  /** a * b + c, rounded once. */
  V fma(V a, V b, V c) {
    return algebra.fma(a, b, c);
  }

  V fma(V a, double b, V c) {
    return algebra.fma(a, num(b), c);
  }

  V fma(V a, V b, double c) {
    return algebra.fma(a, b, num(c));
  }

  V fma(V a, double b, double c) {
    return algebra.fma(a, num(b), num(c));
  }

  /** c - a * b, rounded once. */
  V fnma(V a, V b, V c) {
    return algebra.fma(neg(a), b, c);
  }

  /** a * b - product, which is exact where product is a * b rounded. */
  V lost(V a, V b, V product) {
    return algebra.fma(a, b, neg(product));
  }

  /**
   * c0 + x * (c1 + x * (c2 + ...)), one multiply-add per coefficient after the last. What comes
   * after c1 in a long one is summed in pairs, pairs of pairs and so on (Estrin): so long a chain
   * would keep the processor waiting. Its rounding errors are small beside the first two terms.
   */
  V polynomial(V x, double... coefficients) {
    List<V> terms = new ArrayList<>();
    for (double coefficient : coefficients) {
      terms.add(num(coefficient));
    }
    if (coefficients.length > LONG_CHAIN) {
      List<V> rest = terms.subList(2, terms.size());
      V sum = inPairs(rest, x);
      rest.clear();
      terms.add(sum);
    }
    V sum = terms.removeLast();
    while (!terms.isEmpty()) {
      sum = fma(sum, x, terms.removeLast());
    }
    return sum;
  }

  private V inPairs(List<V> terms, V x) {
    List<V> sums = paired(terms, x);
    for (V power = x; sums.size() > 1; sums = paired(sums, power)) {
      power = mul(power, power);
    }
    return sums.getFirst();
  }

  /** Each two neighbours a, b as a + b x; one may be left over. */
  private List<V> paired(List<V> terms, V x) {
    List<V> pairs = new ArrayList<>();
    for (int i = 0; i < terms.size(); i += 2) {
      V low = terms.get(i);
      pairs.add(i + 1 < terms.size() ? fma(terms.get(i + 1), x, low) : low);
    }
    return pairs;
  }

  V lt(V a, double b) {
    return algebra.lt(a, num(b));
  }

  V gt(V a, double b) {
    return algebra.gt(a, num(b));
  }

  V eq(V a, double b) {
    return algebra.eq(a, num(b));
  }

  V eq(V a, V b) {
    return algebra.eq(a, b);
  }

  V select(V condition, V whenTrue, V whenFalse) {
    return algebra.select(condition, whenTrue, whenFalse);
  }

  V select(V condition, double whenTrue, V whenFalse) {
    return algebra.select(condition, num(whenTrue), whenFalse);
  }

  V select(V condition, V whenTrue, double whenFalse) {
    return algebra.select(condition, whenTrue, num(whenFalse));
  }

  V select(V condition, double whenTrue, double whenFalse) {
    return algebra.select(condition, num(whenTrue), num(whenFalse));
  }

  /** Between two bools or two words. */
  V and(V a, V b) {
    return algebra.apply(Prim.AND, a, b);
  }

  V and(V a, long b) {
    return and(a, word(b));
  }

  V not(V a) {
    return algebra.apply(Prim.NOT, a);
  }

  V or(V a, V b) {
    return algebra.apply(Prim.OR, a, b);
  }

  V xor(V a, V b) {
    return algebra.apply(Prim.XOR, a, b);
  }

  V shl(V a, int count) {
    return algebra.apply(Prim.SHL, a, word(count));
  }

  V ushr(V a, int count) {
    return algebra.apply(Prim.USHR, a, word(count));
  }

  /** The word with only the sign bit set. */
  V signMask() {
    return word(wide ? Long.MIN_VALUE : Integer.MIN_VALUE);
  }

  /** x with its sign turned where {@code sign}, a word of zeros or the sign bit, says so. */
  V flip(V x, V sign) {
    return real(xor(bits(x), sign));
  }

  /** The size of {@code magnitude}, which must not be negative, with the sign of {@code sign}. */
  V withSign(V magnitude, V sign) {
    return real(or(bits(magnitude), and(bits(sign), signMask())));
  }
}
