// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.graph.Node;
import java.util.List;
import java.util.stream.Collectors;

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

  /** One line per cluster and boundary, for people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < clusters.size(); i++) {
      out.append("cluster ").append(i).append(": ").append(line(clusters.get(i))).append('\n');
    }
    for (Boundary boundary : boundaries) {
      out.append("memory ").append(boundary.node()).append(": ").append(boundary.reason());
      out.append('\n');
    }
    return out.toString();
  }

  private static String line(Cluster cluster) {
    return switch (cluster) {
      case Cluster.Single single -> "stage " + single.stage() + ", alone " + single.node();
      case Cluster.Loop loop ->
          "stage %d, loop over %s%s: body %s, folds %s, epilogue %s"
              .formatted(
                  loop.stage(),
                  loop.shape(),
                  loop.reducedAxes().isEmpty() ? "" : " reducing " + loop.reducedAxes(),
                  ids(loop.body()),
                  ids(loop.folds()),
                  ids(loop.epilogue()));
    };
  }

  private static String ids(List<Node> nodes) {
    return nodes.stream().map(n -> "%" + n.id()).collect(Collectors.joining(" ", "[", "]"));
  }
}
