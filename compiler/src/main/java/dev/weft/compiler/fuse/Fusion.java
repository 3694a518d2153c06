// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.fuse.Clusters.Boundary;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.program.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which nodes share a loop. Every node gets a stage: that of its operands where it can join
 * their loop, one more where it must read them from memory. Nodes of one stage and one domain share
 * a loop, connected or not; edges between loops always lead to a later stage, so there are no
 * cycles.
 */
public final class Fusion {
  private final Graph graph;
  private final Stages stages;
  private final Map<Node, String> memory = new LinkedHashMap<>();

  private Fusion(Graph graph) {
    this.graph = graph;
    this.stages = Stages.of(graph);
  }

  public static Clusters fuse(Graph graph) {
    return new Fusion(graph).run();
  }

  private Clusters run() {
    findMemory();
    TreeMap<Integer, List<Cluster>> byStage = new TreeMap<>();
    for (Cluster cluster : collect()) {
      byStage.computeIfAbsent(cluster.stage(), s -> new ArrayList<>()).add(cluster);
    }
    List<Boundary> boundaries = new ArrayList<>();
    memory.forEach((node, reason) -> boundaries.add(new Boundary(node, reason)));
    return new Clusters(byStage.values().stream().flatMap(List::stream).toList(), boundaries);
  }

  /** Which computed nodes somebody reads from memory, and why. */
  private void findMemory() {
    for (Graph.Output output : graph.outputs()) {
      needed(output.node(), "is the result " + output.name());
    }
    for (Graph.Assertion assertion : graph.assertions()) {
      needed(assertion.condition(), "is asserted");
    }
    for (Node user : graph.nodes()) {
      for (Node operand : user.operands()) {
        String reason = stages.boundary(operand, user);
        if (reason != null) {
          needed(operand, reason);
        }
      }
    }
  }

  private void needed(Node node, String reason) {
    switch (stages.place(node)) {
      case LITERAL, SPREAD, ELEMENT, FOLD -> memory.putIfAbsent(node, reason);
      case LEAF, VIEW, ALONE -> {}
    }
  }

  private List<Cluster> collect() {
    Map<LoopKey, LoopMembers> loops = new LinkedHashMap<>();
    List<Cluster> clusters = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Placement placement = stages.place(node);
      if (placement == Placement.ALONE && !(node.op() instanceof Op.Project)) {
        clusters.add(new Cluster.Single(stages.of(node), node));
      } else if (placement == Placement.FOLD) {
        LoopMembers loop = loops.computeIfAbsent(stages.foldKey(node), LoopMembers::new);
        loop.folds.add(node);
        if (memory.containsKey(node)) {
          loop.results.add(node);
        }
      } else if (memory.containsKey(node)) {
        place(node, loops);
      }
    }
    List<LoopMembers> members = Joining.join(new ArrayList<>(loops.values()));
    for (LoopMembers loop : members) {
      clusters.add(new LoopBody(stages, memory.keySet(), loop).cluster());
    }
    return clusters;
  }

  private void place(Node node, Map<LoopKey, LoopMembers> loops) {
    LoopKey epilogue = stages.epilogueOf(node);
    if (epilogue != null) {
      loops.computeIfAbsent(epilogue, LoopMembers::new).results.add(node);
    } else {
      LoopKey key = new LoopKey(stages.of(node), node.type().shape(), List.of(), -1);
      loops.computeIfAbsent(key, LoopMembers::new).stored.add(node);
    }
  }

  /**
   * What tells loops apart.
   *
   * @param number the id of a contraction, which shares its loop with nothing but its epilogue;
   *     else negative: a loop may have room for some reductions only
   */
  record LoopKey(int stage, List<Dim> shape, List<Integer> reducedAxes, int number) {
    boolean isShared() {
      return number < 0;
    }
  }

  /** What a loop must compute. */
  static final class LoopMembers {
    final LoopKey key;
    final List<Node> stored = new ArrayList<>();
    final List<Node> folds = new ArrayList<>();
    final List<Node> results = new ArrayList<>();

    LoopMembers(LoopKey key) {
      this.key = key;
    }
  }
}
