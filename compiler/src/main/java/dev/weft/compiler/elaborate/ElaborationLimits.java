// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

/**
 * What the program of a text may cost. Going beyond is an error that names the limit.
 *
 * @param nodes operations, with functions expanded
 * @param rounds of a loop, and of the loops in it together
 */
public record ElaborationLimits(int nodes, long rounds) {
  /** So that the product of two numbers within the limit is a long. */
  private static final long MOST_ROUNDS = 3_000_000_000L;

  public static final ElaborationLimits DEFAULT = new ElaborationLimits(100_000, Long.MAX_VALUE);

  public ElaborationLimits {
    if (nodes < 1 || rounds < 0) {
      throw new IllegalArgumentException("limits: " + nodes + " nodes, " + rounds + " rounds");
    }
    rounds = rounds == Long.MAX_VALUE ? rounds : Math.min(rounds, MOST_ROUNDS);
  }

  boolean limitsRounds() {
    return rounds != Long.MAX_VALUE;
  }
}
