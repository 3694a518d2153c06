// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import java.util.List;

/**
 * Scalar operations on reals of one float dtype, and on bools, over some representation of values:
 * literals where a graph is interpreted, nodes where complex numbers are split. What a function of
 * complex numbers is, is written once against this interface.
 *
 * @param <V> the representation of a value
 */
public interface Reals<V> {

  V number(double value);

  V map(ScalarOp op, List<V> operands);

  default V map(ScalarOp op, V x) {
    return map(op, List.of(x));
  }

  default V map(ScalarOp op, V x, V y) {
    return map(op, List.of(x, y));
  }

  default V add(V x, V y) {
    return map(ScalarOp.ADD, x, y);
  }

  default V sub(V x, V y) {
    return map(ScalarOp.SUBTRACT, x, y);
  }

  default V mul(V x, V y) {
    return map(ScalarOp.MULTIPLY, x, y);
  }

  default V mul(double x, V y) {
    return mul(number(x), y);
  }

  default V div(V x, V y) {
    return map(ScalarOp.DIVIDE, x, y);
  }

  default V neg(V x) {
    return map(ScalarOp.NEGATIVE, x);
  }

  default V abs(V x) {
    return map(ScalarOp.ABS, x);
  }

  default V sqrt(V x) {
    return map(ScalarOp.SQRT, x);
  }

  default V exp(V x) {
    return map(ScalarOp.EXP, x);
  }

  default V log(V x) {
    return map(ScalarOp.LOG, x);
  }

  default V log1p(V x) {
    return map(ScalarOp.LOG1P, x);
  }

  default V sin(V x) {
    return map(ScalarOp.SIN, x);
  }

  default V cos(V x) {
    return map(ScalarOp.COS, x);
  }

  default V asinh(V x) {
    return map(ScalarOp.ASINH, x);
  }

  default V atan2(V y, V x) {
    return map(ScalarOp.ATAN2, y, x);
  }

  default V hypot(V x, V y) {
    return map(ScalarOp.HYPOT, x, y);
  }

  /** The magnitude of x with the sign of y. */
  default V signed(V x, V y) {
    return map(ScalarOp.COPYSIGN, x, y);
  }

  default V equal(V x, V y) {
    return map(ScalarOp.EQUAL, x, y);
  }

  default V less(V x, V y) {
    return map(ScalarOp.LESS, x, y);
  }

  default V isZero(V x) {
    return equal(x, number(0));
  }

  default V isNan(V x) {
    return map(ScalarOp.IS_NAN, x);
  }

  default V isInf(V x) {
    return map(ScalarOp.IS_INF, x);
  }

  default V isFinite(V x) {
    return map(ScalarOp.IS_FINITE, x);
  }

  default V and(V x, V y) {
    return map(ScalarOp.BITWISE_AND, x, y);
  }

  default V or(V x, V y) {
    return map(ScalarOp.BITWISE_OR, x, y);
  }

  default V not(V x) {
    return map(ScalarOp.INVERT, x);
  }

  default V where(V condition, V x, V y) {
    return map(ScalarOp.WHERE, List.of(condition, x, y));
  }

  default Pair<V> where(V condition, Pair<V> x, Pair<V> y) {
    return new Pair<>(where(condition, x.re(), y.re()), where(condition, x.im(), y.im()));
  }

  default Pair<V> pair(double re, double im) {
    return new Pair<>(number(re), number(im));
  }
}
