// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

/**
 * The text form of graphs, one node per line, such as {@code %5: f64[n, 3] = exp %4}. Printing and
 * parsing are inverse, but for spans of nodes, which are not printed.
 */
public final class GraphText {

  private GraphText() {}

  public static String print(Graph graph) {
    return new GraphPrinter().graph(graph).text();
  }

  /**
   * Reads what {@link #print} writes. Types are taken as they stand; {@link GraphChecker} says
   * whether they are right.
   *
   * @throws IllegalArgumentException with the line number if the text is no graph
   */
  public static Graph parse(String text) {
    return new GraphParser(text).parse();
  }

  /** The first line of a node's text. */
  public static String line(Node node) {
    return new GraphPrinter().node(node).text().lines().findFirst().orElseThrow();
  }
}
