// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.compiler.graph.GraphText;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.diagnostic.Source;
import dev.weft.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both sides of every law of scalars, on all pairs of special values of all dtypes. */
final class RuleLawsTest {
  private static final List<Rule> RULES =
      Stream.of(ConstantRules.RULES, ArithmeticRules.RULES, LogicRules.RULES, ConversionRules.RULES)
          .flatMap(List::stream)
          .filter(
              rule -> !rule.name().equals("known-size") && !rule.name().equals("dense-constant"))
          .toList();

  /** So many places where a rule applies are tried per rule and dtype of the result. */
  private static final int ENOUGH = 25;

  private final Terms terms = new Terms();
  private final Map<List<Object>, Integer> tried = new HashMap<>();
  private final Map<Rule, Set<Tag>> seen = new HashMap<>();

  @Test
  void everyLawChangesWhatItsTagSays() {
    for (Node node : terms.all()) {
      for (Rule rule : RULES) {
        Optional<Node> replacement = rule.rewrite().apply(terms.match(node));
        List<Object> key = List.of(rule, node.type().dtype());
        if (replacement.isPresent() && tried.merge(key, 1, Integer::sum) <= ENOUGH) {
          compare(rule, node, replacement.get());
        }
      }
    }
    for (Rule rule : RULES) {
      assertTrue(seen.containsKey(rule), () -> rule + " applies to no term");
      assertTrue(seen.get(rule).contains(rule.tag()), () -> rule + " is tagged too timidly");
    }
  }

  private void compare(Rule rule, Node before, Node after) {
    assertEquals(before.type().dtype(), after.type().dtype(), rule.name());
    assertEquals(before.type().shape(), after.type().shape(), rule.name());
    Graph graph = graph(before, after);
    List<Tensor> results =
        GraphInterpreter.run(
            graph, new Source("law", rule.law()), Functions.EXPANSION, terms.tensors());
    Set<Tag> changes = changes(results.get(0), results.get(1));
    for (Tag change : changes) {
      if (change.compareTo(rule.tag()) > 0) {
        fail(
            "%s changes %s:%n%s%n%s%nbecame%n%s"
                .formatted(
                    rule.law(), change, GraphText.print(graph), results.get(0), results.get(1)));
      }
    }
    seen.computeIfAbsent(rule, r -> EnumSet.noneOf(Tag.class)).addAll(changes);
  }

  /** The kinds of difference between elements; of none it is exact. */
  private static Set<Tag> changes(Tensor before, Tensor after) {
    EnumSet<Tag> changes = EnumSet.of(Tag.EXACT);
    if (!before.contentEquals(after)) {
      double[] a = before.toDoubleArray();
      double[] b = after.toDoubleArray();
      for (int i = 0; i < a.length; i++) {
        boolean bothNan = Double.isNaN(a[i]) && Double.isNaN(b[i]);
        if (a[i] != b[i] && !bothNan) {
          changes.add(Tag.VALUE);
        } else if (Double.compare(a[i], b[i]) != 0) {
          changes.add(Tag.ZERO_SIGN);
        }
      }
      assertTrue(changes.size() > 1 || before.dtype().isInteger(), "results differ somehow");
    }
    return changes;
  }

  private Graph graph(Node before, Node after) {
    Set<Node> found = new LinkedHashSet<>(terms.inputs());
    Deque<Node> open = new ArrayDeque<>(List.of(before, after));
    while (!open.isEmpty()) {
      Node node = open.pop();
      boolean isInput = node.op() instanceof Op.Input;
      if (isInput || found.add(node)) {
        node.operands().forEach(open::push);
      }
    }
    List<Node> nodes = new ArrayList<>(found);
    nodes.sort(Comparator.comparingInt(Node::id));
    List<Graph.Output> outputs =
        List.of(new Graph.Output("before", before), new Graph.Output("after", after));
    return new Graph(nodes, terms.inputs(), outputs, List.of(), List.of(), List.of(), Map.of());
  }
}
