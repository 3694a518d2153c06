// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;

/**
 * Conversion between dtypes: to bool it asks whether a value is not 0; integers wrap; a float is
 * truncated to i64 (saturating, NaN gives 0) and then wraps.
 */
public final class Conversion {

  private Conversion() {}

  public static <V> V convert(Algebra<V> a, DType from, DType to, V x) {
    if (from == to) {
      return x;
    }
    if (to == DType.BOOL) {
      return toBool(a, from, x);
    }
    if (from == DType.BOOL) {
      return a.select(x, Arithmetic.constant(a, to, 1), Arithmetic.zero(a, to));
    }
    boolean narrows = from.isFloat() && to.isInteger() && to != DType.I64;
    return a.convert(to, narrows ? a.convert(DType.I64, x) : x);
  }

  private static <V> V toBool(Algebra<V> a, DType from, V x) {
    if (from.isSmall()) {
      return a.apply(Prim.NE, a.convert(DType.I32, x), a.i32(0));
    }
    return a.apply(Prim.NE, x, Arithmetic.zero(a, from));
  }
}
