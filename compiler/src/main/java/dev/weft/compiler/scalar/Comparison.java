// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;

/** Comparisons; bools compare as 0 and 1. */
record Comparison(Prim prim) implements Expansion.Binary {

  static Comparison of(Prim prim) {
    return new Comparison(prim);
  }

  @Override
  public <V> V expand(Algebra<V> a, DType dtype, V x, V y) {
    return dtype == DType.BOOL ? bools(a, x, y) : a.apply(prim, x, y);
  }

  private <V> V bools(Algebra<V> a, V x, V y) {
    return switch (prim) {
      case NE -> a.apply(Prim.XOR, x, y);
      case EQ -> a.apply(Prim.NOT, a.apply(Prim.XOR, x, y));
      case LT -> a.apply(Prim.AND, a.apply(Prim.NOT, x), y);
      case LE -> a.apply(Prim.OR, a.apply(Prim.NOT, x), y);
      case GT -> a.apply(Prim.AND, x, a.apply(Prim.NOT, y));
      default -> a.apply(Prim.OR, x, a.apply(Prim.NOT, y));
    };
  }
}
