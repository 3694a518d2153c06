// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.program.Movement;
import java.util.List;

/** A kernel being written: its domain, its statements so far, its parameters so far. */
record Draft(Graph graph, Domain domain, KernelBuilder builder, Params params) {

  Draft(Graph graph, Domain domain) {
    this(graph, domain, new KernelBuilder(domain.keptRank(), domain.reduced().size()));
  }

  private Draft(Graph graph, Domain domain, KernelBuilder builder) {
    this(graph, domain, builder, new Params(builder));
  }

  /** The values of nodes at a place; {@code path} leads from their axes to those of the place. */
  Values values(List<Atom> place, List<Movement> path) {
    return new Values(graph, builder, params, place, path);
  }

  /** Reads a node's element at a place. */
  Atom load(Node node, List<Movement> path, List<Atom> place) {
    return builder.load(params.read(node, path, place.size()), new Index.At(place));
  }

  /** Stores nodes at a place. */
  void store(List<Node> nodes, Values values, List<Movement> path, List<Atom> place) {
    for (Node node : nodes) {
      String param = params.write(node, path, place.size());
      builder.store(param, new Index.At(place), values.get(node));
    }
  }

  /**
   * @param main the node whose place in the source stands for the whole kernel
   */
  Lowered lowered(Node main) {
    return new Lowered(
        builder.build("k"),
        params.operands(),
        domain.kept(),
        domain.reduced(),
        Params.span(graph, main));
  }
}
