// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.fuse.Clusters;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.diagnostic.Source;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.program.Program.Output;
import dev.weft.program.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Graph to Program: clusters become launches, views and copies; temporaries get storage that is
 * shared where lifetimes allow.
 */
public final class Plan {

  private Plan() {}

  /**
   * @param clusters of the graph
   * @param kernels takes the naive kernels in the order of their index
   * @param code the compiled kernels, asked for once all are known
   */
  public static Program plan(
      String name,
      Source source,
      Graph graph,
      Clusters clusters,
      KernelSink kernels,
      Supplier<List<KernelCode>> code) {
    Slots slots = new Slots(graph.inputs().size());
    Set<Node> results = results(graph, clusters);
    Planner planner = new Planner(graph, clusters, results, slots, kernels);
    for (int i = 0; i < graph.inputs().size(); i++) {
      planner.bind(graph.inputs().get(i), i);
    }
    List<Step> steps = planner.run();
    List<Output> outputs = new ArrayList<>();
    Set<Node> given = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Graph.Output output : graph.outputs()) {
      Node node = output.node();
      boolean fresh = results.contains(node) && given.add(node);
      int slot = fresh ? planner.slot(node) : planner.owned(node, Step.Alloc.RESULT);
      outputs.add(new Output(output.name(), slot, output.pairs()));
    }
    return new Program(
        Program.ABI,
        name,
        source.name(),
        source.text(),
        graph.inputs().stream().map(Plan::input).toList(),
        graph.symbols(),
        graph.guards(),
        slots.constants(),
        StorageReuse.reuse(steps),
        outputs,
        code.get());
  }

  /** Outputs that a kernel or a step writes itself, so that their memory can leave the program. */
  private static Set<Node> results(Graph graph, Clusters clusters) {
    Set<Node> written = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Cluster cluster : clusters.clusters()) {
      switch (cluster) {
        case Cluster.Loop loop -> {
          written.addAll(loop.stored());
          written.addAll(loop.results());
        }
        case Cluster.Single single -> written.add(single.node());
      }
    }
    Set<Node> results = Collections.newSetFromMap(new IdentityHashMap<>());
    graph.outputs().forEach(output -> results.add(output.node()));
    results.retainAll(written);
    return results;
  }

  private static Program.Input input(Node node) {
    return switch (node.op()) {
      case Op.Input input ->
          input.pairs()
              ? new Program.Input(
                  input.name(), node.type().dtype().complex(), node.type().rank() - 1, false)
              : new Program.Input(
                  input.name(), node.type().dtype(), node.type().rank(), node.type().weak());
      default -> throw new IllegalArgumentException("not an input: " + node);
    };
  }
}
