// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import dev.weft.compiler.op.Algebra;
import dev.weft.tensor.DType;
import java.util.List;

/** The functions under test, with the bounds and the costs that the documents promise. */
enum Function {
  EXP(0.90, 0.88, 25, 20),
  LOG(0.84, 0.84, 34, 32),
  SIN(0.87, 0.61, 37, 18),
  COS(0.87, 0.61, 38, 20),
  TAN(2.2, 0.58, 38, 26),
  TANH(1.07, 1.07, 38, 31),
  POW(0.90, 0.52, 121, 65);

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
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  int arity() {
    return switch (this) {
      case POW -> 2;
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
    V first = x.getFirst();
    return switch (this) {
      case EXP -> Elementary.exp(a, dtype, first);
      case LOG -> Elementary.log(a, dtype, first);
      case SIN -> Elementary.sin(a, dtype, first);
      case COS -> Elementary.cos(a, dtype, first);
      case TAN -> Elementary.tan(a, dtype, first);
      case TANH -> Elementary.tanh(a, dtype, first);
      case POW -> Elementary.pow(a, dtype, first, x.get(1));
    };
  }
}
