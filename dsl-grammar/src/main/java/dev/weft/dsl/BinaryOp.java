// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

/** The binary operators that compute a value from two values, loosest first. */
public enum BinaryOp {
  BIT_OR("|", 1),
  BIT_XOR("^", 2),
  BIT_AND("&", 3),
  SHIFT_LEFT("<<", 4),
  SHIFT_RIGHT(">>", 4),
  ADD("+", 5),
  SUBTRACT("-", 5),
  MULTIPLY("*", 6),
  DIVIDE("/", 6),
  FLOOR_DIVIDE("//", 6),
  REMAINDER("%", 6),
  MATMUL("@", 6),
  /** Groups from the right, and binds tighter than a prefix operator on its left. */
  POWER("**", 7);

  private final String symbol;
  private final int level;

  BinaryOp(String symbol, int level) {
    this.symbol = symbol;
    this.level = level;
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }

  /** How tightly it binds: operators of one level group from the left, {@code **} excepted. */
  public int level() {
    return level;
  }
}
