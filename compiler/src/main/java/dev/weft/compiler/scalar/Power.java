// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.tensor.DType;
import java.util.List;

/** {@code x ** y}: integers exactly, floats by the elementary function. */
final class Power {
  private static final Expansion FLOAT = Expansion.routineF64("pow");

  private Power() {}

  static <V> V expand(Algebra<V> a, DType dtype, V x, V y) {
    return dtype.isFloat()
        ? FLOAT.expand(a, dtype, List.of(x, y))
        : Arithmetic.integerPower(a, dtype, x, y);
  }
}
