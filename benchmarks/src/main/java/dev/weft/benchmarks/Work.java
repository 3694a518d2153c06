// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.util.Locale;

/**
 * What is compared, over vectors a, b, c of f64, the square A and the cube V of what fits into a,
 * and a row and a column for A.
 */
enum Work {
  AXPBY("2*a + 3*b", 1),
  EXP("exp(a)", 1),
  SINCOS("sin(a)**2 + cos(b)**2", 1),
  BLACK(
      """
      input a, b, c: f64[n]
      fn cnd(x) = 0.5 * (1 + erf(x / sqrt(2)))
      d1 = (log(a / b) + 0.065 * c) / (0.3 * sqrt(c))
      d2 = d1 - 0.3 * sqrt(c)
      present = b * exp(-0.02 * c)
      output call = a * cnd(d1) - present * cnd(d2)
      output put = call - a + present
      """,
      1),
  DOT("sum(a*b)", 1),
  MEAN("mean(a)", 1),
  VAR("var(a)", 1),
  NORM("sqrt(sum((a-b)**2))", 1),
  ROWS("sum(A, axis=1)", 1_000),
  COLUMNS("sum(A, axis=0)", 1_000),
  AFFINE("A * row + column", 1_000),
  JACOBI("0.25 * (A[:-2, 1:-1] + A[2:, 1:-1] + A[1:-1, :-2] + A[1:-1, 2:])", 1_000),
  HEAT(
      """
      u = V[1:-1, 1:-1, 1:-1]
      sides = V[:-2, 1:-1, 1:-1] + V[2:, 1:-1, 1:-1] + V[1:-1, :-2, 1:-1]
      more = V[1:-1, 2:, 1:-1] + V[1:-1, 1:-1, :-2] + V[1:-1, 1:-1, 2:]
      u + 0.1 * (sides + more - 6 * u)
      """,
      1_000),
  PI("4 * mean(uniform(key(1), [n])**2 + uniform(key(2), [n])**2 < 1)", 100_000);

  private final String text;
  private final int least;

  Work(String text, int least) {
    this.text = text;
    this.least = least;
  }

  String text() {
    return text;
  }

  boolean isScript() {
    return text.startsWith("input");
  }

  /** The text on one line, or what it is. */
  String title() {
    return switch (this) {
      case BLACK -> "Black-Scholes, call and put";
      case JACOBI -> "Jacobi step, 2-D";
      case HEAT -> "heat step, 3-D";
      case PI -> "pi by Monte Carlo";
      default -> "`" + text + "`";
    };
  }

  boolean makesSenseFor(int elements) {
    return elements >= least;
  }

  /** What the peers call it. */
  String peerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How far a peer's answer may be off, relatively. */
  double tolerance(String peer) {
    return switch (this) {
      // Generators and their streams differ.
      case PI -> peer.startsWith("C") ? 0 : 0.02;
      // numexpr has no erf.
      case BLACK -> peer.equals("numexpr") ? 1e-6 : 1e-9;
      default -> 1e-9;
    };
  }
}
