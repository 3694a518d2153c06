// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Stmt;
import java.util.function.Predicate;

/**
 * What one element loop may hold; see {@code docs/decisions/0002} for where the figures come from.
 *
 * @param vectorOps the most operations of a loop in lanes
 * @param serialOps the most operations of a scalar loop
 * @param operands the most distinct windows of a loop, of parameters and scratch together
 * @param live how many values should at most cross from one loop to the next; a soft limit
 * @param lanes whether a let, store or check of an element may run in lanes
 */
public record ScheduleLimits(
    int vectorOps, int serialOps, int operands, int live, Predicate<Stmt> lanes) {

  /** For the CPU: short bodies, since what hides latency is the next iterations. */
  public static final ScheduleLimits DEFAULT = of(64, 16);

  public ScheduleLimits {
    if (vectorOps < 1 || serialOps < 1 || operands < 4 || live < 1) {
      throw new IllegalArgumentException("limits too low for any loop");
    }
  }

  /** Limits with the usual rules for lanes. */
  public static ScheduleLimits of(int vectorOps, int operands) {
    return new ScheduleLimits(vectorOps, 4 * vectorOps, operands, 12, LaneRules::fits);
  }
}
