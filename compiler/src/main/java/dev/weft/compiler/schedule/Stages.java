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
  /** So many operations are not worth a loop in lanes beside a serial one. */
  private static final int FEW = 8;

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
    List<Task> tasks = ElementGraph.tasks(elements, values, limits.lanes());
    List<Cut> cuts = Cutting.cut(tasks, limits);
    boolean serial = cuts.size() > 1 && isMostlySerial(elements, tasks, limits);
    if (cuts.size() > 1 && !serial) {
      return StageWriter.write(cuts, values, names);
    }
    boolean lanes = !serial && cuts.stream().allMatch(Cut::lanes);
    return new Stages(List.of(), List.of(new Stage(lanes, elements)), values);
  }

  /** True if lanes would gain less than it costs to carry values between two sorts of loops. */
  private static boolean isMostlySerial(
      List<Stmt> elements, List<Task> tasks, ScheduleLimits limits) {
    long inLanes = tasks.stream().filter(task -> task.kind() == Task.Kind.LANES).count();
    boolean mixed = tasks.stream().anyMatch(task -> task.kind() == Task.Kind.SERIAL);
    boolean small = elements.size() <= limits.serialOps();
    long windows = tasks.stream().flatMap(Task::buffers).distinct().count();
    return mixed && inLanes <= FEW && small && windows <= limits.operands();
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
