// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

/** The comparisons. */
public enum CompareOp {
  LESS("<"),
  LESS_EQUAL("<="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  GREATER_EQUAL(">="),
  GREATER(">");

  private final String symbol;

  CompareOp(String symbol) {
    this.symbol = symbol;
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }
}
