// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Graph;
import dev.weft.diagnostic.Wording;
import java.util.Map;

/**
 * A rewritten graph.
 *
 * @param fired how often each rule that applied did, in the order of the rule book
 */
public record Rewriting(Graph graph, Map<Rule, Integer> fired) {

  /** One line per rule that applied: its name, its law and how often. */
  public String text() {
    StringBuilder out = new StringBuilder();
    fired.forEach(
        (rule, times) -> out.append(Wording.of("%4d  %-24s %s%n", times, rule.name(), rule.law())));
    return out.toString();
  }
}
