// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;

/** Clusters become naive kernels: a loop per axis, obviously right. */
public final class Lowering {

  private Lowering() {}

  /** The kernel of a fused loop. */
  public static Lowered lower(Graph graph, Cluster.Loop loop) {
    if (loop.folds().isEmpty()) {
      return new MapLowering(new Draft(graph, Domain.of(loop)), loop).lowered();
    }
    if (loop.folds().getFirst().op() instanceof Op.Contract contract) {
      Labels labels = Labels.of(contract, loop.folds().getFirst());
      Draft draft = new Draft(graph, labels.domain());
      return new ContractionLowering(draft, loop, labels).lowered();
    }
    return new ReductionLowering(new Draft(graph, Domain.of(loop)), loop).lowered();
  }

  /** The kernel of a running combination: one element after another. */
  public static Lowered scan(Graph graph, Node node) {
    return ScanLowering.lowered(graph, node);
  }

  /** True for a counted loop that carries and captures scalars only, and computes nothing else. */
  public static boolean isScalarLoop(Node node) {
    return ScalarLoop.is(node);
  }

  /** The kernel of a scalar loop. */
  public static Lowered scalarLoop(Graph graph, Node node) {
    Draft draft = new Draft(graph, Domain.NONE);
    ScalarLoop.write(graph, draft.builder(), draft.params(), node);
    return draft.lowered(node);
  }
}
