// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;

/**
 * What a reduction combines with. Values are tuples: one component for most, value and index for
 * the arg reductions, the two parts and a mark for products of complex numbers. {@link #combine} is
 * written once over the algebra and so means the same in every interpreter and body.
 */
public enum Monoid {
  SUM,
  PROD,
  /** The real part of a product of complex numbers, of which both parts are reduced together. */
  PROD_RE,
  /** The imaginary part of a product of complex numbers. */
  PROD_IM,
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

  /** True where values are the two parts of complex numbers. */
  public boolean isOfPairs() {
    return this == PROD_RE || this == PROD_IM;
  }

  /** True where values have several components. */
  public boolean isTuple() {
    return isArg() || isOfPairs();
  }

  /** True where the order of combination changes no bit. */
  public boolean isExact(DType dtype) {
    return switch (this) {
      case SUM, PROD -> !dtype.isFloat();
      case PROD_RE, PROD_IM -> false;
      case MIN, MAX, ANY, ALL, ARGMIN, ARGMAX -> true;
    };
  }

  /** How many tensors are reduced together. */
  public int operands() {
    return isOfPairs() ? 2 : 1;
  }

  /** The component that is the result. */
  public int result() {
    return isArg() || this == PROD_IM ? 1 : 0;
  }

  /** The dtypes of the components when values of {@code dtype} are reduced. */
  public List<DType> components(DType dtype) {
    if (isOfPairs()) {
      return List.of(dtype, dtype, mark(dtype));
    }
    return isArg() ? List.of(dtype, DType.I64) : List.of(dtype);
  }

  /** Integers as wide as the parts, so that all components have as many lanes. */
  private static DType mark(DType dtype) {
    return dtype == DType.F32 ? DType.I32 : DType.I64;
  }

  /** A complex number as a tuple: the mark tells it from {@link #noFactor}. */
  public static <V> List<V> factor(Algebra<V> a, DType dtype, V re, V im) {
    return List.of(re, im, dtype == DType.F32 ? a.i32(1) : a.i64(1));
  }

  /** The tuple that leaves every factor as it is: no number does, for the sake of inf and -0.0. */
  public static List<Literal> noFactor(DType dtype) {
    return List.of(Literal.of(dtype, 1.0), Literal.of(dtype, 0.0), Literal.of(mark(dtype), 0L));
  }

  /** The value of an empty reduction, or an empty list where there is none. */
  public List<Literal> identity(DType dtype) {
    return switch (this) {
      case SUM -> List.of(Literal.of(dtype, 0L));
      case PROD -> List.of(Literal.of(dtype, 1L));
      case PROD_RE, PROD_IM -> noFactor(dtype);
      case ANY -> List.of(Literal.of(false));
      case ALL -> List.of(Literal.of(true));
      case MIN, MAX, ARGMIN, ARGMAX -> List.of();
    };
  }

  /** The values that leave any others as they are when combined with them, to the bit. */
  public List<Literal> neutral(DType dtype) {
    return switch (this) {
      case SUM -> List.of(dtype.isFloat() ? Literal.of(dtype, -0.0) : Literal.of(dtype, 0L));
      case PROD -> List.of(Literal.of(dtype, 1L));
      case ANY -> List.of(Literal.of(dtype, 0L));
      case ALL -> List.of(Literal.of(dtype, 1L));
      case MIN -> List.of(largest(dtype));
      case MAX -> List.of(smallest(dtype));
      case ARGMIN -> List.of(largest(dtype), Literal.of(Long.MAX_VALUE));
      case ARGMAX -> List.of(smallest(dtype), Literal.of(Long.MAX_VALUE));
      case PROD_RE, PROD_IM -> noFactor(dtype);
    };
  }

  private static Literal largest(DType dtype) {
    return switch (dtype) {
      case F64, F32 -> Literal.of(dtype, Double.POSITIVE_INFINITY);
      case I64 -> Literal.of(Long.MAX_VALUE);
      case I32 -> Literal.of(Integer.MAX_VALUE);
      case I16, I8, U16, U8 -> Literal.of(dtype, dtype.most());
      case BOOL -> Literal.of(true);
      case C64, C128 -> throw CompilerBug.complex("op");
    };
  }

  private static Literal smallest(DType dtype) {
    return switch (dtype) {
      case F64, F32 -> Literal.of(dtype, Double.NEGATIVE_INFINITY);
      case I64 -> Literal.of(Long.MIN_VALUE);
      case I32 -> Literal.of(Integer.MIN_VALUE);
      case I16, I8, U16, U8 -> Literal.of(dtype, dtype.least());
      case BOOL -> Literal.of(false);
      case C64, C128 -> throw CompilerBug.complex("op");
    };
  }

  /** Combines two tuples; commutative, so that accumulators may interleave elements. */
  public <V> List<V> combine(Algebra<V> a, DType dtype, List<V> x, List<V> y) {
    return switch (this) {
      case SUM -> one(a, Prim.ADD, x, y);
      case PROD -> one(a, Prim.MUL, x, y);
      case PROD_RE, PROD_IM -> product(a, dtype, x, y);
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

  private static <V> List<V> product(Algebra<V> a, DType dtype, List<V> x, List<V> y) {
    V re = a.sub(a.mul(x.get(0), y.get(0)), a.mul(x.get(1), y.get(1)));
    V im = a.add(a.mul(x.get(0), y.get(1)), a.mul(x.get(1), y.get(0)));
    V none = dtype == DType.F32 ? a.i32(0) : a.i64(0);
    V noX = a.eq(x.get(2), none);
    V noY = a.eq(y.get(2), none);
    return List.of(
        a.select(noX, y.get(0), a.select(noY, x.get(0), re)),
        a.select(noX, y.get(1), a.select(noY, x.get(1), im)),
        a.apply(Prim.OR, x.get(2), y.get(2)));
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
