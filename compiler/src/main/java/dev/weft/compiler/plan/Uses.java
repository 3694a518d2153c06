// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import java.util.IdentityHashMap;
import java.util.Map;

/** How often the nodes of a graph are used, outputs and assertions included. */
final class Uses {
  private final Map<Node, Integer> counts = new IdentityHashMap<>();

  Uses(Graph graph) {
    for (Node node : graph.nodes()) {
      node.operands().forEach(this::use);
    }
    graph.outputs().forEach(output -> use(output.node()));
    graph.assertions().forEach(assertion -> use(assertion.condition()));
  }

  private void use(Node node) {
    counts.merge(node, 1, Integer::sum);
  }

  int count(Node node) {
    return counts.getOrDefault(node, 0);
  }

  /** True where a node's value lies in memory that was made for it. */
  boolean isTemporary(Node node) {
    return switch (node.op()) {
      case Op.Map _,
          Op.Convert _,
          Op.Reduce _,
          Op.Positions _,
          Op.Scan _,
          Op.Update _,
          Op.Gather _,
          Op.Contract _,
          Op.Concat _,
          Op.Perform _ ->
          true;
      case Op.Input _, Op.Constant _, Op.Dense _, Op.Iota _, Op.Size _, Op.View _ -> false;
      case Op.For _, Op.Project _ -> false;
    };
  }
}
