// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.DataSizes;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.scalar.PrimCount;
import dev.weft.program.Movement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** What rules know of nodes beyond their operands: who uses them, what they cost to recompute. */
final class Facts {
  /** An element of less work than this may be computed twice: loading it costs as much. */
  private static final int CHEAP = 6;

  private static final int MAX_WORK = 1 << 20;

  private static final Work MEMORY = new Work(0, true, false);

  /**
   * What computing an element inside another loop takes.
   *
   * @param prims how many primitives, down to what lies in memory
   * @param isDense true where all that is read from memory lies there in row-major order, so that a
   *     reshape of it costs nothing
   * @param isFolded true where it follows a reduction, and best stays in the reduction's loop
   */
  private record Work(int prims, boolean isDense, boolean isFolded) {
    Work plus(Work other) {
      return new Work(
          Math.min(MAX_WORK, prims + other.prims),
          isDense && other.isDense,
          isFolded || other.isFolded);
    }
  }

  private final Map<Node, Integer> users = new HashMap<>();
  private final Set<Node> folds = new HashSet<>();
  private final Map<Node, Integer> formUsers = new HashMap<>();
  private final Map<Node, Work> work = new HashMap<>();
  private final Set<Graph> rewritten = Collections.newSetFromMap(new IdentityHashMap<>());

  Facts(Graph graph) {
    DataSizes sizes = DataSizes.of(graph.nodes());
    graph.outputs().forEach(output -> use(output.node()));
    graph.assertions().forEach(assertion -> use(assertion.condition()));
    for (Node node : graph.nodes().reversed()) {
      if (users.containsKey(node)) {
        node.operands().stream().distinct().forEach(this::use);
        sizes.neededBy(node).forEach(this::use);
      }
    }
    graph.nodes().stream().filter(this::follows).forEach(folds::add);
  }

  /** True for what a reduction gives, and what is computed from that element by element. */
  private boolean follows(Node node) {
    return node.op() instanceof Op.Reduce
        || node.op() instanceof Op.Contract
        || node.op().isElementwise() && node.operands().stream().anyMatch(folds::contains);
  }

  /** True for nodes of the graph that one node uses and that do not follow a reduction. */
  boolean mayMove(Node node) {
    return users.getOrDefault(node, 0) == 1 && !folds.contains(node);
  }

  private void use(Node node) {
    users.merge(node, 1, Integer::sum);
  }

  /** True for nodes of the graph that results depend on. */
  boolean isNeeded(Node node) {
    return users.containsKey(node);
  }

  /** True where another node than the one at hand uses a node in normal form. */
  boolean isShared(Node form) {
    return formUsers.getOrDefault(form, 1) > 1;
  }

  /** Notes that a node became {@code form}. */
  void settle(Node node, Node form) {
    if (users.containsKey(node)) {
      formUsers.merge(form, users.get(node), Integer::sum);
    }
    if (!work.containsKey(form)) {
      work.put(form, workOf(form));
    }
  }

  boolean isCheap(Node form) {
    return work.get(form).prims < CHEAP;
  }

  boolean isDense(Node form) {
    return work.get(form).isDense;
  }

  boolean isFolded(Node form) {
    return work.get(form).isFolded;
  }

  private Work workOf(Node node) {
    return switch (node.op()) {
      case Op.Map map -> {
        int prims = PrimCount.of(map.op(), node.operands().getLast().type().dtype()).weight();
        yield node.operands().stream().map(work::get).reduce(ofPrims(prims), Work::plus);
      }
      case Op.Convert _ -> ofPrims(1).plus(work.get(node.operand(0)));
      case Op.View view -> new Work(0, isDense(view.movement(), node.operand(0)), false);
      case Op.Gather _ -> new Work(MAX_WORK, false, false);
      case Op.Reduce _, Op.Contract _ -> new Work(0, true, true);
      case Op.Input _,
          Op.Constant _,
          Op.Dense _,
          Op.Iota _,
          Op.Size _,
          Op.Positions _,
          Op.Scan _,
          Op.Update _,
          Op.Concat _,
          Op.For _,
          Op.Perform _,
          Op.Project _ ->
          MEMORY;
    };
  }

  private static Work ofPrims(int prims) {
    return new Work(Math.min(MAX_WORK, prims), true, false);
  }

  /** Of a view that stays: what it looks at goes to memory, if it is not there. */
  private boolean isDense(Movement movement, Node source) {
    boolean stored = source.op().isElementwise();
    return source.type().rank() == 0
        || movement instanceof Movement.Reshape && (stored || work.get(source).isDense);
  }

  boolean isRewritten(Graph body) {
    return rewritten.contains(body);
  }

  void rewritten(Graph body) {
    rewritten.add(body);
  }
}
