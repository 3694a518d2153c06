// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.type;

import static dev.weft.tensor.DType.BOOL;
import static dev.weft.tensor.DType.C128;
import static dev.weft.tensor.DType.F32;
import static dev.weft.tensor.DType.F64;
import static dev.weft.tensor.DType.I16;
import static dev.weft.tensor.DType.I32;
import static dev.weft.tensor.DType.I64;
import static dev.weft.tensor.DType.U8;

import dev.weft.tensor.DType;
import dev.weft.tensor.DType.Kind;
import java.util.List;

/** NumPy 2's promotion (NEP 50): strong dtypes meet in a lattice, weak scalars give way. */
public final class Promotion {

  private Promotion() {}

  /** The dtype that two strong dtypes meet in. */
  public static DType promote(DType a, DType b) {
    if (a == b || b == BOOL) {
      return a;
    }
    if (a == BOOL) {
      return b;
    }
    if (a.isComplex() || b.isComplex()) {
      return promote(a.part(), b.part()).complex();
    }
    if (a.isFloat() && b.isFloat()) {
      return F64;
    }
    if (a.isFloat() || b.isFloat()) {
      DType floating = a.isFloat() ? a : b;
      DType integer = a.isFloat() ? b : a;
      return floating == F32 && integer.isSmall() ? F32 : F64;
    }
    if (a.kind() == b.kind()) {
      return a.bytes() > b.bytes() ? a : b;
    }
    DType signed = a.kind() == Kind.SIGNED ? a : b;
    DType unsigned = a.kind() == Kind.SIGNED ? b : a;
    return signed.bytes() > unsigned.bytes() ? signed : unsigned == U8 ? I16 : I32;
  }

  /** The common type (dtype and weakness, no shape) of operands, weak ones included. */
  public static TensorType common(List<TensorType> operands) {
    TensorType result = operands.getFirst();
    for (TensorType next : operands.subList(1, operands.size())) {
      result = common(result, next);
    }
    return new TensorType(result.dtype(), List.of(), result.weak());
  }

  private static TensorType common(TensorType a, TensorType b) {
    if (a.weak() == b.weak()) {
      DType met = promote(a.dtype(), b.dtype());
      return a.weak() ? TensorType.weak(met) : TensorType.scalar(met);
    }
    TensorType weak = a.weak() ? a : b;
    TensorType strong = a.weak() ? b : a;
    return TensorType.scalar(settle(weak.dtype(), strong.dtype()));
  }

  /** The dtype of a weak scalar that meets a strong operand. */
  private static DType settle(DType weak, DType strong) {
    if (rank(weak) <= rank(strong)) {
      return strong;
    }
    return switch (weak.kind()) {
      case COMPLEX -> strong.isFloat() ? strong.complex() : C128;
      case FLOAT -> F64;
      case BOOL, UNSIGNED, SIGNED -> I64;
    };
  }

  private static int rank(DType dtype) {
    return switch (dtype.kind()) {
      case BOOL -> 0;
      case UNSIGNED, SIGNED -> 1;
      case FLOAT -> 2;
      case COMPLEX -> 3;
    };
  }

  /** The dtype in which a function such as {@code sin} computes an operand. */
  public static DType toFunction(DType dtype) {
    return dtype.isSmall() ? F32 : toFloat(dtype);
  }

  /** The dtype of quotients and means. */
  public static DType toFloat(DType dtype) {
    return dtype == F32 || dtype.isComplex() ? dtype : F64;
  }

  /** The dtype of {@code sum} and {@code prod}. */
  public static DType toSum(DType dtype) {
    return dtype.isFloat() || dtype.isComplex() ? dtype : I64;
  }

  /** True where every value of {@code from} is a value of {@code to}'s kind (never narrows). */
  public static boolean isSafe(DType from, DType to) {
    return promote(from, to) == to;
  }
}
