// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.compiler.elaborate.ElaborationLimits;
import dev.weft.dsl.ParseLimits;

/**
 * What a text may cost, for hosts that run texts of others. Going beyond is an error that names the
 * limit, before anything was spent on it. Time has no limit here: interrupt the thread of a call,
 * and it ends within milliseconds.
 *
 * @param chars length of a text
 * @param depth of its syntax tree: brackets within brackets and the like; at most 400
 * @param nodes operations of its program, with functions expanded
 * @param memory bytes that one call may take for results and values in between; what the inputs
 *     hold does not count
 * @param rounds of a loop and of the loops in it together; at most 3,000,000,000, or {@code
 *     Long.MAX_VALUE} for no limit
 */
public record Limits(int chars, int depth, int nodes, long memory, long rounds) {

  /**
   * 1 Mi characters, depth 400, 100,000 operations; all memory there is, and loops of any length.
   */
  public static final Limits DEFAULT =
      new Limits(
          ParseLimits.DEFAULT.chars(),
          ParseLimits.DEFAULT.depth(),
          ElaborationLimits.DEFAULT.nodes(),
          Long.MAX_VALUE,
          ElaborationLimits.DEFAULT.rounds());

  public Limits {
    new ParseLimits(chars, depth);
    new ElaborationLimits(nodes, rounds);
    if (memory < 0) {
      throw new IllegalArgumentException("limits: " + memory + " bytes");
    }
  }

  public Limits withChars(int most) {
    return new Limits(most, depth, nodes, memory, rounds);
  }

  public Limits withDepth(int most) {
    return new Limits(chars, most, nodes, memory, rounds);
  }

  public Limits withNodes(int most) {
    return new Limits(chars, depth, most, memory, rounds);
  }

  public Limits withMemory(long bytes) {
    return new Limits(chars, depth, nodes, bytes, rounds);
  }

  public Limits withRounds(long most) {
    return new Limits(chars, depth, nodes, memory, most);
  }

  ParseLimits parsing() {
    return new ParseLimits(chars, depth);
  }

  ElaborationLimits elaboration() {
    return new ElaborationLimits(nodes, rounds);
  }
}
