// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

/** What can go wrong with one element while a kernel runs. The code is that of the catalogue. */
public enum Fault {
  INDEX_OUT_OF_RANGE("E0401", "index is out of range"),
  NEGATIVE_INTEGER_POWER("E0402", "an integer cannot be raised to a negative power"),
  ASSERTION("E0403", "assertion failed");

  private final String code;
  private final String message;

  Fault(String code, String message) {
    this.code = code;
    this.message = message;
  }

  public String code() {
    return code;
  }

  public String message() {
    return message;
  }
}
