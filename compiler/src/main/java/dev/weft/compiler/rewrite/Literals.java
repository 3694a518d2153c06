// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;

/** Questions about literals. */
final class Literals {

  private Literals() {}

  static boolean isOne(Literal value) {
    return value.asDouble() == 1;
  }

  static boolean isMinusOne(Literal value) {
    return value.dtype() != DType.BOOL && value.asDouble() == -1;
  }

  static boolean isTwo(Literal value) {
    return value.asDouble() == 2;
  }

  /** 0, -0.0 included. */
  static boolean isZero(Literal value) {
    return value.asDouble() == 0;
  }

  /** 0, but not -0.0. */
  static boolean isPlusZero(Literal value) {
    return value.bits() == 0;
  }

  /** What changes no x when it is added to it: of floats -0.0 alone. */
  static boolean isNeutral(Literal value) {
    return value.dtype().isFloat() ? isZero(value) && !isPlusZero(value) : isPlusZero(value);
  }

  /** True, or an integer of ones only. */
  static boolean isAllOnes(Literal value) {
    return value.dtype() == DType.BOOL ? value.asBoolean() : value.bits() == -1;
  }

  static boolean isTrue(Literal value) {
    return value.dtype() == DType.BOOL && value.asBoolean();
  }

  static boolean isFalse(Literal value) {
    return value.dtype() == DType.BOOL && !value.asBoolean();
  }

  /** A float whose reciprocal is exact, and so is every product with it that a quotient is. */
  static boolean isPowerOfTwo(Literal value) {
    double x = Math.abs(value.asDouble());
    double least = value.dtype() == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    return value.dtype().isFloat()
        && Math.scalb(1.0, Math.getExponent(x)) == x
        && x >= least
        && 1 / x >= least;
  }
}
