// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.DataSizes;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.diagnostic.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings every node that a graph needs to its normal form, operands first, but for what early rules
 * replace. A node that a rule replaces waits for the normal form of its replacement. All waiting is
 * on a stack of our own, so depth costs nothing, and every node of the draft is looked at once, so
 * time is linear.
 */
final class Round {
  /** Firings per node after which rules are taken to go round in circles. */
  private static final int PATIENCE = 500;

  private final Rewriter rewriter;
  private final Graph graph;
  private final Draft draft = new Draft();
  private final Facts facts;
  private final Map<Node, Node> normal = new HashMap<>();

  /** Nodes that wait for the normal form of their replacement. */
  private final Map<Node, Node> waiting = new HashMap<>();

  private final Map<Node, Set<Span>> spans = new HashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private long patience;

  Round(Rewriter rewriter, Graph graph) {
    this.rewriter = rewriter;
    this.graph = graph;
    this.facts = new Facts(graph);
    this.patience = (long) PATIENCE * (graph.nodes().size() + PATIENCE);
  }

  Graph run() {
    for (Node input : graph.inputs()) {
      settle(input, draft.node(input.op(), List.of(), input.types()));
    }
    // What finds a size comes before whatever speaks of it.
    graph.nodes().stream()
        .filter(node -> node.op() instanceof Op.Positions && facts.isNeeded(node))
        .forEach(this::normalize);
    graph.outputs().forEach(output -> normalize(output.node()));
    graph.assertions().forEach(assertion -> normalize(assertion.condition()));
    return rebuilt();
  }

  private void normalize(Node root) {
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.peek();
      if (normal.containsKey(node)) {
        open.pop();
      } else if (waiting.containsKey(node)) {
        proceed(node, waiting.get(node));
      } else if (!applied(rewriter.book().early(), node) && !openOperands(node)) {
        simplify(node);
      }
    }
  }

  /** Where the replacement of a node is in normal form, so is the node; else that comes first. */
  private void proceed(Node node, Node replacement) {
    if (normal.containsKey(replacement)) {
      settle(node, normal.get(replacement));
    } else {
      open.push(replacement);
    }
  }

  private boolean openOperands(Node node) {
    boolean found = false;
    for (Node operand : node.operands().reversed()) {
      if (!normal.containsKey(operand)) {
        open.push(operand);
        found = true;
      }
    }
    return found;
  }

  /** Tries the rules on a node whose operands are in normal form. */
  private void simplify(Node node) {
    List<Node> operands = node.operands().stream().map(normal::get).toList();
    Node same = draft.node(op(node.op()), operands, node.types());
    keepSpans(node, same);
    if (same != node) {
      replace(node, same);
      return;
    }
    if (!applied(rewriter.book().rules(), node)) {
      settle(node, node);
    }
  }

  /** Replaces a node by the first rule that applies to it. */
  private boolean applied(List<Rule> rules, Node node) {
    Match match = new Match(node, draft, facts);
    for (Rule rule : rules) {
      Optional<Node> replacement = rule.rewrite().apply(match);
      if (replacement.isPresent() && isFit(rule, node, replacement.get())) {
        fire(rule, node);
        locate(replacement.get(), node);
        replace(node, replacement.get());
        return true;
      }
    }
    return false;
  }

  private void replace(Node node, Node replacement) {
    if (normal.containsKey(replacement)) {
      settle(node, normal.get(replacement));
    } else {
      waiting.put(node, replacement);
    }
  }

  private void settle(Node node, Node form) {
    normal.put(node, form);
    normal.put(form, form);
    keepSpans(node, form);
    facts.settle(node, form);
  }

  /** A loop's body is rewritten where the loop is met first. */
  private Op op(Op op) {
    return op instanceof Op.For loop && !facts.isRewritten(loop.body())
        ? new Op.For(loop.first(), loop.step(), loop.count(), loop.carried(), body(loop.body()))
        : op;
  }

  private Graph body(Graph body) {
    Graph result = rewriter.rewrite(body);
    facts.rewritten(result);
    return result;
  }

  /**
   * A replacement has the dtype of what it replaces. Sizes that are equal only by a guard stay as
   * they are stated: then the rule does not apply.
   */
  private static boolean isFit(Rule rule, Node node, Node replacement) {
    if (replacement.type().dtype() != node.type().dtype()) {
      throw new CompilerBug("rewrite", rule + " makes " + replacement.type() + " of " + node);
    }
    return replacement.type().shape().equals(node.type().shape());
  }

  private void fire(Rule rule, Node node) {
    rewriter.count(rule);
    if (--patience < 0) {
      throw new CompilerBug("rewrite", "rules do not end, the last was " + rule + " at " + node);
    }
  }

  /** What a rule makes comes from where the node came from that it replaces. */
  private void locate(Node replacement, Node replaced) {
    Deque<Node> made = new ArrayDeque<>(List.of(replacement));
    while (!made.isEmpty()) {
      Node node = made.pop();
      keepSpans(replaced, node);
      node.operands().stream().filter(this::isMade).forEach(made::push);
    }
  }

  private boolean isMade(Node node) {
    return !normal.containsKey(node) && !facts.isNeeded(node);
  }

  private void keepSpans(Node from, Node to) {
    Collection<Span> places = spans.getOrDefault(from, Set.of());
    List<Span> own = graph.spans().getOrDefault(from, List.of());
    if (from != to && !(places.isEmpty() && own.isEmpty())) {
      Set<Span> all = spans.computeIfAbsent(to, node -> new LinkedHashSet<>());
      all.addAll(own);
      all.addAll(places);
    }
  }

  /** What is needed of the draft, numbered anew; a draft's operands have smaller numbers. */
  private Graph rebuilt() {
    Map<Node, Node> copies = new HashMap<>();
    GraphBuilder builder = new GraphBuilder();
    for (Node node : neededOfDraft()) {
      builder.at(new ArrayList<>(spans.getOrDefault(node, Set.of())));
      List<Node> operands = node.operands().stream().map(copies::get).toList();
      copies.put(node, builder.node(node.op(), operands, node.types()));
    }
    graph.symbols().forEach(builder::symbol);
    graph.guards().forEach(builder::guard);
    Graph rebuilt =
        builder.finish(
            graph.outputs().stream()
                .map(o -> new Graph.Output(o.name(), copies.get(normal.get(o.node())), o.pairs()))
                .toList(),
            graph.assertions().stream()
                .map(
                    a ->
                        new Graph.Assertion(
                            copies.get(normal.get(a.condition())), a.message(), a.span()))
                .toList());
    Set<String> gone = DataSizes.found(graph.nodes());
    gone.removeAll(DataSizes.found(rebuilt.nodes()));
    return gone.isEmpty() ? rebuilt : DataSizes.without(rebuilt, gone);
  }

  private List<Node> neededOfDraft() {
    DataSizes sizes = DataSizes.of(new ArrayList<>(normal.values()));
    Set<Node> found = new LinkedHashSet<>();
    Deque<Node> toVisit = new ArrayDeque<>();
    graph.inputs().forEach(node -> toVisit.push(normal.get(node)));
    graph.outputs().forEach(output -> toVisit.push(normal.get(output.node())));
    graph.assertions().forEach(a -> toVisit.push(normal.get(a.condition())));
    while (!toVisit.isEmpty()) {
      Node node = toVisit.pop();
      if (found.add(node)) {
        node.operands().forEach(toVisit::push);
        sizes.neededBy(node).forEach(toVisit::push);
      }
    }
    List<Node> inOrder = new ArrayList<>(found);
    inOrder.sort((a, b) -> Integer.compare(a.id(), b.id()));
    return inOrder;
  }
}
