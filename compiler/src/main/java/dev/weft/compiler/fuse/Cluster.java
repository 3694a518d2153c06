// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.graph.Node;
import dev.weft.program.Dim;
import java.util.List;

/**
 * Nodes that are computed together, or a single node that is a step of its own.
 *
 * @param stage clusters of one stage do not depend on each other; later ones may read earlier ones
 */
public sealed interface Cluster {

  int stage();

  /**
   * One loop over a domain: element-wise nodes, reductions over them, and what follows the
   * reductions.
   *
   * @param shape the axes of the body's nodes
   * @param reducedAxes the axes of {@code shape} that the folds remove, ascending; empty where
   *     there is no fold
   * @param body element-wise nodes of the domain, and the scalars they use, operands first
   * @param stored nodes of the body that are written to memory
   * @param folds reductions, all over the same axes; or one contraction, alone
   * @param epilogue element-wise nodes after the folds, operands first
   * @param results folds and nodes of the epilogue that are written to memory
   */
  record Loop(
      int stage,
      List<Dim> shape,
      List<Integer> reducedAxes,
      List<Node> body,
      List<Node> stored,
      List<Node> folds,
      List<Node> epilogue,
      List<Node> results)
      implements Cluster {
    public Loop {
      shape = List.copyOf(shape);
      reducedAxes = List.copyOf(reducedAxes);
      body = List.copyOf(body);
      stored = List.copyOf(stored);
      folds = List.copyOf(folds);
      epilogue = List.copyOf(epilogue);
      results = List.copyOf(results);
    }
  }

  /** A node that is carried out by itself: a loop, a slice update, a concatenation, a scan. */
  record Single(int stage, Node node) implements Cluster {}
}
