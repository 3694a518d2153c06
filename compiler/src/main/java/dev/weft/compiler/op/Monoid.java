// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.tensor.DType;
import java.util.List;

/**
 * What a reduction combines with. Values are tuples: one component for most, value and index for
 * the arg reductions. {@link #combine} is written once over the algebra and so means the same in
 * every interpreter and body.
 */
public enum Monoid {
  SUM,
  PROD,
  /** Smallest; NaN wins. */
  MIN,
  /** Largest; NaN wins. */
  MAX,
  ANY,
  ALL,
  /** Smallest value and its index; the first of equals, the first NaN before all. */
  ARGMIN,
  /** Largest value and its index; the first of equals, the first NaN before all. */
  ARGMAX;

  /** True where the reduction carries an index beside the value. */
  public boolean isArg() {
    return this == ARGMIN || this == ARGMAX;
  }

  /** The dtypes of the components when values of {@code dtype} are reduced. */
  public List<DType> components(DType dtype) {
    return isArg() ? List.of(dtype, DType.I64) : List.of(dtype);
  }

  /** The value of an empty reduction, or an empty list where there is none. */
  public List<Literal> identity(DType dtype) {
    return switch (this) {
      case SUM -> List.of(Literal.of(dtype, 0L));
      case PROD -> List.of(Literal.of(dtype, 1L));
      case ANY -> List.of(Literal.of(false));
      case ALL -> List.of(Literal.of(true));
      case MIN, MAX, ARGMIN, ARGMAX -> List.of();
    };
  }

  /** Combines two tuples; commutative, so that accumulators may interleave elements. */
  public <V> List<V> combine(Algebra<V> a, DType dtype, List<V> x, List<V> y) {
    return switch (this) {
      case SUM -> one(a, Prim.ADD, x, y);
      case PROD -> one(a, Prim.MUL, x, y);
      case MIN -> one(a, Prim.MIN, x, y);
      case MAX -> one(a, Prim.MAX, x, y);
      case ANY -> one(a, Prim.OR, x, y);
      case ALL -> one(a, Prim.AND, x, y);
      case ARGMIN, ARGMAX -> arg(a, dtype, x, y);
    };
  }

  private static <V> List<V> one(Algebra<V> a, Prim prim, List<V> x, List<V> y) {
    return List.of(a.apply(prim, x.get(0), y.get(0)));
  }

  private <V> List<V> arg(Algebra<V> a, DType dtype, List<V> x, List<V> y) {
    V xv = x.get(0);
    V yv = y.get(0);
    V better = a.apply(this == ARGMIN ? Prim.LT : Prim.GT, yv, xv);
    V same = a.apply(Prim.EQ, yv, xv);
    if (dtype.isFloat()) {
      V xNan = a.apply(Prim.NE, xv, xv);
      V yNan = a.apply(Prim.NE, yv, yv);
      better = a.apply(Prim.OR, better, a.apply(Prim.AND, yNan, a.apply(Prim.NOT, xNan)));
      same = a.apply(Prim.OR, same, a.apply(Prim.AND, xNan, yNan));
    }
    V earlier = a.apply(Prim.LT, y.get(1), x.get(1));
    V takeY = a.apply(Prim.OR, better, a.apply(Prim.AND, same, earlier));
    return List.of(a.select(takeY, yv, xv), a.select(takeY, y.get(1), x.get(1)));
  }
}
