// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.type.Promotion;
import dev.weft.tensor.DType;
import java.util.Optional;

/**
 * Which dtypes an operation takes, and what it gives. Operands are promoted to a common dtype
 * first; {@link #operand} says what they are then converted to, or that it cannot be.
 */
public enum Typing {
  /** Any number, and bool; the dtype stays. */
  ANY,
  /** Any number but bool; the dtype stays. */
  NUMBER,
  /** Any number; bool becomes i8. */
  ARITHMETIC,
  /** Floats; integers and bool become f64, but those of one or two bytes f32. */
  FLOAT,
  /** Floats; integers and bool become f64. */
  QUOTIENT,
  /** Any number, and bool; of a complex number the result is one part of it. */
  PART,
  /** Floats, the parts of a complex result; integers and bool become f64. */
  PAIR,
  /** Integers and bool; the dtype stays. */
  BITS,
  /** Integers; bool becomes i8. */
  INTEGER,
  /** Integers, all as i64; the dtype stays. */
  COUNTER,
  /** Integers, all as i64; the result is f64. */
  COUNTER_TO_F64,
  /** Any dtype; the result is bool. */
  TEST,
  /** Everything is first compared with 0; the result is bool. */
  LOGICAL,
  /** The first operand is a bool condition, the others keep their dtype. */
  SELECT;

  /**
   * The dtype to which real operands of common dtype {@code dtype} are converted, if there is one.
   */
  public Optional<DType> operand(DType dtype) {
    boolean bool = dtype == DType.BOOL;
    return switch (this) {
      case ANY, PART, TEST, SELECT -> Optional.of(dtype);
      case NUMBER -> bool ? Optional.empty() : Optional.of(dtype);
      case ARITHMETIC -> Optional.of(bool ? DType.I8 : dtype);
      case FLOAT, PAIR -> Optional.of(Promotion.toFunction(dtype));
      case QUOTIENT -> Optional.of(Promotion.toFloat(dtype));
      case BITS -> dtype.isFloat() ? Optional.empty() : Optional.of(dtype);
      case INTEGER -> dtype.isFloat() ? Optional.empty() : Optional.of(bool ? DType.I8 : dtype);
      case COUNTER, COUNTER_TO_F64 -> dtype.isFloat() ? Optional.empty() : Optional.of(DType.I64);
      case LOGICAL -> Optional.of(DType.BOOL);
    };
  }

  /** The dtype of the result for converted operands of {@code dtype}. */
  public DType result(DType dtype) {
    return switch (this) {
      case TEST, LOGICAL -> DType.BOOL;
      case COUNTER_TO_F64 -> DType.F64;
      case PART -> dtype.part();
      case PAIR -> dtype.complex();
      case ANY, NUMBER, ARITHMETIC, FLOAT, QUOTIENT, BITS, INTEGER, COUNTER, SELECT -> dtype;
    };
  }
}
