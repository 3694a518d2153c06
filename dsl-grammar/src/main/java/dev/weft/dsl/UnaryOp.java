// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

/** The prefix operators. */
public enum UnaryOp {
  NEGATE("-"),
  PLUS("+"),
  INVERT("~"),
  NOT("not");

  private final String symbol;

  UnaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }
}
