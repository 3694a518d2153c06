// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import dev.weft.compiler.op.Algebra;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Locale;

/** The functions under test, with the bounds and the costs that the documents promise. */
enum Function {
  EXP(0.9, 0.88, 28, 20),
  EXP2(0.91, 0.81, 28, 20),
  EXPM1(1.15, 1.1, 33, 28),
  LOG(0.84, 0.84, 34, 32),
  LOG2(0.76, 0.8, 45, 43),
  LOG10(0.7, 0.75, 47, 45),
  LOG1P(0.95, 0.95, 43, 41),
  SIN(0.87, 0.61, 38, 18),
  COS(0.87, 0.61, 39, 20),
  TAN(2.2, 0.58, 38, 25),
  ASIN(1.15, 1.2, 34, 23),
  ACOS(1.15, 1.2, 37, 26),
  ATAN(1.15, 1.15, 40, 25),
  ATAN2(1.5, 1.5, 51, 36),
  SINH(1.6, 1.6, 38, 27),
  COSH(1.3, 1.3, 25, 17),
  TANH(1.07, 1.07, 41, 31),
  ASINH(1.8, 1.8, 56, 54),
  ACOSH(2.2, 2.2, 54, 52),
  ATANH(2.1, 2.1, 50, 48),
  ERF(1.07, 1.07, 64, 33),
  ERFC(3.8, 3.8, 79, 50),
  CBRT(0.57, 0.51, 45, 45),
  HYPOT(1.2, 0.51, 20, 12),
  POW(0.9, 0.52, 121, 65);

  /** Largest error in ulps. */
  final double f64;

  final double f32;

  /** Primitives of the expansion, without bit casts and the call for far arguments. */
  final int f64Cost;

  final int f32Cost;

  Function(double f64, double f32, int f64Cost, int f32Cost) {
    this.f64 = f64;
    this.f32 = f32;
    this.f64Cost = f64Cost;
    this.f32Cost = f32Cost;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  int arity() {
    return switch (this) {
      case ATAN2, HYPOT, POW -> 2;
      default -> 1;
    };
  }

  double bound(DType dtype) {
    return dtype == DType.F64 ? f64 : f32;
  }

  int cost(DType dtype) {
    return dtype == DType.F64 ? f64Cost : f32Cost;
  }

  <V> V expand(Algebra<V> a, DType dtype, List<V> x) {
    return arity() == 1 ? expand(a, dtype, x.getFirst()) : expand(a, dtype, x.get(0), x.get(1));
  }

  private <V> V expand(Algebra<V> a, DType dtype, V x) {
    return switch (this) {
      case EXP -> Elementary.exp(a, dtype, x);
      case EXP2 -> Elementary.exp2(a, dtype, x);
      case EXPM1 -> Elementary.expm1(a, dtype, x);
      case LOG -> Elementary.log(a, dtype, x);
      case LOG2 -> Elementary.log2(a, dtype, x);
      case LOG10 -> Elementary.log10(a, dtype, x);
      case LOG1P -> Elementary.log1p(a, dtype, x);
      case SIN -> Elementary.sin(a, dtype, x);
      case COS -> Elementary.cos(a, dtype, x);
      case TAN -> Elementary.tan(a, dtype, x);
      case ASIN -> Elementary.asin(a, dtype, x);
      case ACOS -> Elementary.acos(a, dtype, x);
      case ATAN -> Elementary.atan(a, dtype, x);
      case SINH -> Elementary.sinh(a, dtype, x);
      case COSH -> Elementary.cosh(a, dtype, x);
      case TANH -> Elementary.tanh(a, dtype, x);
      case ASINH -> Elementary.asinh(a, dtype, x);
      case ACOSH -> Elementary.acosh(a, dtype, x);
      case ATANH -> Elementary.atanh(a, dtype, x);
      case ERF -> Elementary.erf(a, dtype, x);
      case ERFC -> Elementary.erfc(a, dtype, x);
      case CBRT -> Elementary.cbrt(a, dtype, x);
      case ATAN2, HYPOT, POW -> throw new AssertionError(this);
    };
  }

  private <V> V expand(Algebra<V> a, DType dtype, V x, V y) {
    return switch (this) {
      case ATAN2 -> Elementary.atan2(a, dtype, x, y);
      case HYPOT -> Elementary.hypot(a, dtype, x, y);
      case POW -> Elementary.pow(a, dtype, x, y);
      default -> throw new AssertionError(this);
    };
  }
}
