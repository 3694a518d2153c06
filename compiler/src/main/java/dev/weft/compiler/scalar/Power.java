// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.elementary.Elementary;
import dev.weft.tensor.DType;

/**
 * {@code x ** y}: integers exactly, floats by the elementary function, but a square is the product,
 * so that it does not matter whether the exponent was known when the program was compiled.
 */
final class Power {
  private Power() {}

  static <V> V expand(Algebra<V> a, DType dtype, V x, V y) {
    if (!dtype.isFloat()) {
      return Arithmetic.integerPower(a, dtype, x, y);
    }
    V isSquare = a.eq(y, Arithmetic.constant(a, dtype, 2));
    return a.select(isSquare, a.mul(x, x), Elementary.pow(a, dtype, x, y));
  }
}
