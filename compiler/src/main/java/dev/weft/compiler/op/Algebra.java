// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.tensor.DType;
import java.util.List;

/**
 * Scalar arithmetic over some representation of values: numbers in tests, kernel values in the
 * compiler. A function written once against this interface is at the same time its own reference,
 * its scalar body and its vector body.
 *
 * @param <V> the representation of a value of any dtype
 */
public interface Algebra<V> {

  V f64(double value);

  V f32(float value);

  V i64(long value);

  V i32(int value);

  V bool(boolean value);

  /** Applies any operation but {@link Prim#CONVERT} and {@link Prim#BITCAST}. */
  V apply(Prim prim, V a);

  V apply(Prim prim, V a, V b);

  V apply(Prim prim, V a, V b, V c);

  V convert(DType to, V a);

  V bitcast(DType to, V a);

  /** Calls a scalar routine of the runtime; ends vectorization of the stage it stands in. */
  V call(Routine routine, List<V> arguments);

  /**
   * {@code guard ? routine(arguments) : otherwise}, for a guard (a bool) that seldom holds. Unlike
   * a call it does not end vectorization: lanes are given up only where one of them needs the
   * routine.
   */
  default V callWhere(V guard, Routine routine, List<V> arguments, V otherwise) {
    return select(guard, call(routine, arguments), otherwise);
  }

  /** Demands {@code ok} (a bool) of the element at hand; otherwise the launch fails with it. */
  void require(Fault fault, V ok);

  default V add(V a, V b) {
    return apply(Prim.ADD, a, b);
  }

  default V sub(V a, V b) {
    return apply(Prim.SUB, a, b);
  }

  default V mul(V a, V b) {
    return apply(Prim.MUL, a, b);
  }

  default V div(V a, V b) {
    return apply(Prim.DIV, a, b);
  }

  default V neg(V a) {
    return apply(Prim.NEG, a);
  }

  default V abs(V a) {
    return apply(Prim.ABS, a);
  }

  /** a * b + c, rounded once. */
  default V fma(V a, V b, V c) {
    return apply(Prim.FMA, a, b, c);
  }

  default V lt(V a, V b) {
    return apply(Prim.LT, a, b);
  }

  default V gt(V a, V b) {
    return apply(Prim.GT, a, b);
  }

  default V eq(V a, V b) {
    return apply(Prim.EQ, a, b);
  }

  default V select(V condition, V whenTrue, V whenFalse) {
    return apply(Prim.SELECT, condition, whenTrue, whenFalse);
  }
}
