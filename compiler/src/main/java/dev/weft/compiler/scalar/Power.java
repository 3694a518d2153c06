// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.elementary.Elementary;
import dev.weft.tensor.DType;

/** {@code x ** y}: integers exactly, floats by the elementary function. */
final class Power {
  private Power() {}

  static <V> V expand(Algebra<V> a, DType dtype, V x, V y) {
    return dtype.isFloat()
        ? Elementary.pow(a, dtype, x, y)
        : Arithmetic.integerPower(a, dtype, x, y);
  }
}
