// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

/**
 * The machine's scalar operations: what a kernel body may apply to values of one dtype.
 *
 * <p>Every row is exact or correctly rounded, so every oracle and both emitted bodies agree to the
 * bit. Anything richer is an expansion into these rows or a named scalar routine.
 */
public enum Prim {
  /** Arithmetic: floats are IEEE, integers wrap. {@code MIN} and {@code MAX} are Java's. */
  ADD(2),
  SUB(2),
  MUL(2),
  /** Float division only; integer division goes through a routine that defines x / 0. */
  DIV(2),
  NEG(1),
  ABS(1),
  SQRT(1),
  /** a * b + c with one rounding; floats only. */
  FMA(3),
  MIN(2),
  MAX(2),
  /** To an integral float: half to even, down, up, toward zero. The sign of zero is kept. */
  RINT(1),
  FLOOR(1),
  CEIL(1),
  TRUNC(1),

  /** Bits of integers, or logic of bools. */
  AND(2),
  OR(2),
  XOR(2),
  NOT(1),
  /** Shifts; the count has the dtype of the value and must lie in [0, width). */
  SHL(2),
  SHR(2),
  USHR(2),

  /** Comparisons: operands of one dtype, the result is a bool. */
  EQ(2),
  NE(2),
  LT(2),
  LE(2),
  GT(2),
  GE(2),

  /** bool ? second : third. */
  SELECT(3),
  /** To another dtype with Java's cast semantics (saturating float to integer, NaN to 0). */
  CONVERT(1),
  /** Same bits, other dtype of the same width. */
  BITCAST(1);

  private final int arity;

  Prim(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }

  public boolean isShift() {
    return this == SHL || this == SHR || this == USHR;
  }

  public boolean isComparison() {
    return switch (this) {
      case EQ, NE, LT, LE, GT, GE -> true;
      default -> false;
    };
  }
}
