// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Applies rules until none applies. On the way equal nodes become one and nodes that nothing needs
 * disappear; inputs stay, since callers count them.
 */
public final class Rewriter {
  /** Later rounds only profit from values that earlier ones left with a single user. */
  private static final int MAX_ROUNDS = 64;

  /**
   * A large graph gets fewer rounds, so that time stays within seconds; the first does the most.
   */
  private static final int MAX_VISITS = 40_000;

  private final RuleBook book;
  private final Map<Rule, Integer> fired = new LinkedHashMap<>();

  private Rewriter(RuleBook book) {
    this.book = book;
  }

  public static Rewriting rewrite(Graph graph, RuleBook book) {
    Rewriter rewriter = new Rewriter(book);
    Graph result = rewriter.rewrite(graph);
    Map<Rule, Integer> inOrder = new LinkedHashMap<>();
    for (Rule rule : book.all()) {
      if (rewriter.fired.containsKey(rule)) {
        inOrder.put(rule, rewriter.fired.get(rule));
      }
    }
    return new Rewriting(result, inOrder);
  }

  /** Rewrites a graph, or the body of a loop in it. */
  Graph rewrite(Graph graph) {
    Graph result = graph;
    int visits = 0;
    for (int round = 0; round < MAX_ROUNDS && visits < MAX_VISITS; round++) {
      int before = count();
      int nodes = result.nodes().size();
      visits += nodes;
      result = new Round(this, result).run();
      // Equal nodes that became one may leave others with a single user.
      if (count() == before && result.nodes().size() == nodes) {
        return result;
      }
    }
    return result;
  }

  RuleBook book() {
    return book;
  }

  void count(Rule rule) {
    fired.merge(rule, 1, Integer::sum);
  }

  /** How often any rule was applied. */
  int count() {
    return fired.values().stream().mapToInt(Integer::intValue).sum();
  }
}
