// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * What a function of floats should be, by code that is not ours, for tests: the graph interpreter
 * computes with it.
 *
 * @param function of all operands; f32 is computed in f64 and rounded
 * @param ulps how far an f64 result of the operation may lie from it
 */
public record Reference(Function function, double ulps) {
  private static final Map<ScalarOp, Reference> ALL = new EnumMap<>(ScalarOp.class);

  static {
    unary(ScalarOp.CBRT, StrictMath::cbrt, 2);
    unary(ScalarOp.EXP, StrictMath::exp, 2);
    unary(ScalarOp.EXPM1, StrictMath::expm1, 2);
    unary(ScalarOp.LOG, StrictMath::log, 2);
    unary(ScalarOp.LOG10, StrictMath::log10, 2);
    unary(ScalarOp.LOG1P, StrictMath::log1p, 2);
    unary(ScalarOp.SIN, StrictMath::sin, 2);
    unary(ScalarOp.COS, StrictMath::cos, 2);
    unary(ScalarOp.TAN, StrictMath::tan, 2);
    unary(ScalarOp.ASIN, StrictMath::asin, 2);
    unary(ScalarOp.ACOS, StrictMath::acos, 2);
    unary(ScalarOp.ATAN, StrictMath::atan, 2);
    unary(ScalarOp.SINH, StrictMath::sinh, 4);
    unary(ScalarOp.COSH, StrictMath::cosh, 4);
    unary(ScalarOp.TANH, StrictMath::tanh, 4);
    binary(ScalarOp.ATAN2, StrictMath::atan2, 3);
    binary(ScalarOp.HYPOT, StrictMath::hypot, 2);
    binary(ScalarOp.POWER, Reference::power, 2);
  }

  /** A function of one or two operands. */
  @FunctionalInterface
  public interface Function {
    double apply(double[] x);
  }

  /** The function's value. */
  public double apply(double... x) {
    return function.apply(x);
  }

  static Optional<Reference> of(ScalarOp op) {
    return Optional.ofNullable(ALL.get(op));
  }

  private static void unary(ScalarOp op, DoubleUnaryOperator function, double ulps) {
    ALL.put(op, new Reference(x -> function.applyAsDouble(x[0]), ulps));
  }

  private static void binary(ScalarOp op, DoubleBinaryOperator function, double ulps) {
    ALL.put(op, new Reference(x -> function.applyAsDouble(x[0], x[1]), ulps));
  }

  /** C's pow: unlike Java's, 1 to any power and -1 to an infinite one are 1. */
  private static double power(double x, double y) {
    boolean one = x == 1 || (x == -1 && Double.isInfinite(y));
    return one ? 1 : StrictMath.pow(x, y);
  }
}
