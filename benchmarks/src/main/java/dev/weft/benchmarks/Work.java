// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.util.Locale;

/** What is compared, over arrays a and b of f64. */
enum Work {
  AXPBY("2*a + 3*b", false),
  EXP("exp(a)", false),
  DOT("sum(a*b)", true),
  NORM("sqrt(sum((a-b)**2))", true),
  SINCOS("sin(a)**2 + cos(b)**2", false);

  private final String text;
  private final boolean reduces;

  Work(String text, boolean reduces) {
    this.text = text;
    this.reduces = reduces;
  }

  String text() {
    return text;
  }

  boolean reduces() {
    return reduces;
  }

  /** What the peers call it. */
  String peerName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
