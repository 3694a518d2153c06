// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an element computes, as tasks. Loads of windows are no tasks, and neither are operations
 * that cost no more than a load from scratch would: those leaves are written anew into every loop
 * that needs them.
 */
final class ElementGraph {
  private final Predicate<Stmt> lanes;
  private final Map<String, Task> producers = new HashMap<>();

  /** Per name of a leaf what has to be written for it, the leaf last. */
  private final Map<String, List<Stmt.Let>> leaves = new HashMap<>();

  private final List<Task> sinks = new ArrayList<>();

  private ElementGraph(Predicate<Stmt> lanes) {
    this.lanes = lanes;
  }

  /**
   * The tasks of an element, each after its operands, in an order that keeps few values alive: what
   * a store needs is computed just before it, and of several operands the most demanding first.
   *
   * @param values what a fold reduces; empty without one
   */
  static List<Task> tasks(List<Stmt> elements, List<Atom> values, Predicate<Stmt> lanes) {
    ElementGraph graph = new ElementGraph(lanes);
    elements.forEach(graph::add);
    if (!values.isEmpty()) {
      graph.sinks.add(graph.task(Optional.empty(), values));
    }
    return graph.ordered();
  }

  private void add(Stmt stmt) {
    Optional<List<Stmt.Let>> leaf = stmt instanceof Stmt.Let let ? leaf(let) : Optional.empty();
    if (leaf.isPresent()) {
      leaves.put(leaf.get().getLast().name(), leaf.get());
      return;
    }
    Task task = task(Optional.of(stmt), Elements.operands(stmt));
    if (stmt instanceof Stmt.Let let) {
      producers.put(let.name(), task);
    } else {
      sinks.add(task);
    }
  }

  private Task task(Optional<Stmt> stmt, List<Atom> operands) {
    Set<Task> tasks = new LinkedHashSet<>();
    Set<Stmt.Let> needed = new LinkedHashSet<>();
    for (String name : operands.stream().flatMap(Elements::name).toList()) {
      if (producers.containsKey(name)) {
        tasks.add(producers.get(name));
      }
      needed.addAll(leaves.getOrDefault(name, List.of()));
    }
    boolean fits = stmt.map(lanes::test).orElse(true) && needed.stream().allMatch(lanes);
    Task.Kind kind = fits ? Task.Kind.LANES : Task.Kind.SERIAL;
    if (fits && stmt.isPresent() && stmt.get() instanceof Stmt.Store) {
      kind = Task.Kind.EITHER;
    }
    return new Task(stmt, kind, List.copyOf(tasks), List.copyOf(needed));
  }

  private Optional<List<Stmt.Let>> leaf(Stmt.Let let) {
    return switch (let.operation()) {
      case Operation.Load load ->
          load.index() instanceof Index.Kept || load.index() instanceof Index.Full
              ? Optional.of(List.of(let))
              : Optional.empty();
      case Operation.Apply(var prim, var operands) -> cheap(let, prim, operands);
      case Operation.Call _, Operation.CallWhere _ -> Optional.empty();
    };
  }

  /** An operation in lanes on at most one load and otherwise on scalars. */
  private Optional<List<Stmt.Let>> cheap(Stmt.Let let, Prim prim, List<Atom> operands) {
    Set<String> names = new HashSet<>(operands.stream().flatMap(Elements::name).toList());
    names.removeIf(name -> !producers.containsKey(name) && !leaves.containsKey(name));
    if (names.size() != 1 || isCostly(prim) || !lanes.test(let)) {
      return Optional.empty();
    }
    List<Stmt.Let> below = leaves.getOrDefault(names.iterator().next(), List.of());
    return below.size() == 1 && lanes.test(below.getFirst())
        ? Optional.of(List.of(below.getFirst(), let))
        : Optional.empty();
  }

  private static boolean isCostly(Prim prim) {
    return switch (prim) {
      case DIV, SQRT, RINT, FLOOR, CEIL, TRUNC -> true;
      default -> false;
    };
  }

  private List<Task> ordered() {
    Set<Task> done = new LinkedHashSet<>();
    for (Task sink : sinks) {
      Deque<Task> open = new ArrayDeque<>(List.of(sink));
      while (!open.isEmpty()) {
        Task task = open.peek();
        List<Task> missing =
            task.operands().stream().filter(operand -> !done.contains(operand)).toList();
        if (missing.isEmpty()) {
          done.add(open.pop());
        } else {
          open.push(missing.stream().max(Comparator.comparingInt(Task::registers)).orElseThrow());
        }
      }
    }
    return List.copyOf(done);
  }
}
