// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Which dtypes a primitive takes and gives. */
public final class PrimTyping {

  private PrimTyping() {}

  /** What is wrong with an application of {@code prim}, or empty if nothing is. */
  public static Optional<String> complaint(Prim prim, DType result, List<DType> operands) {
    if (operands.size() != prim.arity()) {
      return Optional.of(prim + " takes " + prim.arity() + " operands, not " + operands.size());
    }
    return isTyped(prim, result, operands)
        ? Optional.empty()
        : Optional.of(prim + " does not take " + operands + " to " + result);
  }

  private static boolean isTyped(Prim prim, DType result, List<DType> operands) {
    DType first = operands.getFirst();
    return switch (prim) {
      case ADD, SUB, MUL, NEG, ABS, MIN, MAX ->
          isNumber(first) && allAre(first, operands) && result == first;
      case DIV, SQRT, FMA, RINT, FLOOR, CEIL, TRUNC ->
          first.isFloat() && allAre(first, operands) && result == first;
      case AND, OR, XOR, NOT -> isBits(first) && allAre(first, operands) && result == first;
      case SHL, SHR, USHR -> isWord(first) && allAre(first, operands) && result == first;
      case EQ, NE -> isComparable(first) && allAre(first, operands) && result == DType.BOOL;
      case LT, LE, GT, GE -> isNumber(first) && allAre(first, operands) && result == DType.BOOL;
      case SELECT ->
          first == DType.BOOL
              && allAre(result, operands.subList(1, operands.size()))
              && !result.isComplex();
      case CONVERT -> !first.isComplex() && !result.isComplex();
      case BITCAST -> isNumber(first) && isNumber(result) && first.bytes() == result.bytes();
    };
  }

  private static boolean allAre(DType dtype, List<DType> operands) {
    for (DType operand : operands) { // on the path of every operation that is interpreted
      if (operand != dtype) {
        return false;
      }
    }
    return true;
  }

  private static boolean isComparable(DType dtype) {
    return dtype == DType.BOOL || isNumber(dtype);
  }

  private static boolean isNumber(DType dtype) {
    return dtype.isFloat() || isWord(dtype);
  }

  private static boolean isWord(DType dtype) {
    return dtype == DType.I32 || dtype == DType.I64;
  }

  private static boolean isBits(DType dtype) {
    return dtype == DType.BOOL || isWord(dtype);
  }
}
