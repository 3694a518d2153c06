// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

/** How much a diagnostic matters: only an error stops the work. */
public enum Severity {
  ERROR("error"),
  WARNING("warning"),
  NOTE("note");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word that starts the rendered message. */
  public String word() {
    return word;
  }
}
