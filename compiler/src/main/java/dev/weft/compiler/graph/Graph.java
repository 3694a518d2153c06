// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.diagnostic.Span;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.SymbolSource;
import java.util.List;
import java.util.Map;

/**
 * What is computed: nodes in topological order, with the sizes they speak of.
 *
 * @param nodes every node, operands before users
 * @param inputs the Input nodes in the order of the parameters
 * @param outputs named results
 * @param assertions demands of the user, checked when the program runs
 * @param symbols where the sizes come from; empty for a region, which speaks of its owner's
 * @param guards what must hold of the sizes
 * @param spans where in the source each node comes from
 */
public record Graph(
    List<Node> nodes,
    List<Node> inputs,
    List<Output> outputs,
    List<Assertion> assertions,
    List<SymbolSource> symbols,
    List<Guard> guards,
    Map<Node, List<Span>> spans) {

  public Graph {
    nodes = List.copyOf(nodes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    assertions = List.copyOf(assertions);
    symbols = List.copyOf(symbols);
    guards = List.copyOf(guards);
    spans = Map.copyOf(spans);
  }

  /**
   * A named result.
   *
   * @param pairs true where the result is complex, and the node holds its parts along one more,
   *     last axis
   */
  public record Output(String name, Node node, boolean pairs) {

    /** A result that is what the node holds. */
    public Output(String name, Node node) {
      this(name, node, false);
    }
  }

  /** {@code condition} (a bool of rank 0) must hold. */
  public record Assertion(Node condition, String message, Span span) {}
}
