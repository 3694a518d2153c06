// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.graph.GraphText;
import dev.weft.compiler.graph.Node;
import dev.weft.diagnostic.Wording;
import java.util.List;

/**
 * A graph cut into loops.
 *
 * @param clusters in an order in which they can run
 * @param boundaries why a value goes through memory, one entry per such value
 */
public record Clusters(List<Cluster> clusters, List<Boundary> boundaries) {

  public Clusters {
    clusters = List.copyOf(clusters);
    boundaries = List.copyOf(boundaries);
  }

  /** A value that is written to memory, and the reason. */
  public record Boundary(Node node, String reason) {}

  /** Every cluster with its nodes, then what goes through memory and why; for people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < clusters.size(); i++) {
      out.append("cluster ").append(i).append(", stage ").append(clusters.get(i).stage());
      switch (clusters.get(i)) {
        case Cluster.Single single -> {
          out.append(": a step of its own\n");
          nodes(out, "step", List.of(single.node()));
        }
        case Cluster.Loop loop -> {
          out.append(": loop over ").append(loop.shape());
          out.append(loop.reducedAxes().isEmpty() ? "" : " reducing " + loop.reducedAxes());
          out.append('\n');
          nodes(out, "body", loop.body());
          nodes(out, "fold", loop.folds());
          nodes(out, "after", loop.epilogue());
        }
      }
    }
    out.append("through memory:\n");
    for (Boundary boundary : boundaries) {
      out.append("  %").append(boundary.node().id()).append(' ');
      out.append(boundary.reason()).append('\n');
    }
    return out.toString();
  }

  private static void nodes(StringBuilder out, String part, List<Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      out.append(
          Wording.of("  %-6s %s%n", i == 0 ? part : "", GraphText.line(nodes.get(i)).strip()));
    }
  }
}
