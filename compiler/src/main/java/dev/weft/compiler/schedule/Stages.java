// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * The element loops of a block.
 *
 * @param scratch the arrays in which values cross from one loop to the next
 * @param loops in order; of a fold the last one is its body
 * @param values what the body of a fold hands to the reductions
 */
record Stages(List<Stmt> scratch, List<Stage> loops, List<Atom> values) {
  Stages {
    scratch = List.copyOf(scratch);
    loops = List.copyOf(loops);
    values = List.copyOf(values);
  }

  /**
   * Cuts the statements of an element into loops.
   *
   * @param values what a fold reduces; empty without one
   */
  static Stages of(List<Stmt> elements, List<Atom> values, ScheduleLimits limits, Names names) {
    boolean lanes = elements.stream().allMatch(limits.lanes());
    return new Stages(List.of(), List.of(new Stage(lanes, elements)), values);
  }

  /** The reductions with the values as the last loop names them. */
  List<Stmt.Reduction> reductions(List<Stmt.Reduction> reductions) {
    List<Stmt.Reduction> renamed = new ArrayList<>();
    int next = 0;
    for (Stmt.Reduction reduction : reductions) {
      int count = reduction.values().size();
      renamed.add(
          new Stmt.Reduction(
              reduction.monoid(),
              reduction.dtype(),
              reduction.results(),
              values.subList(next, next + count)));
      next += count;
    }
    return renamed;
  }
}
