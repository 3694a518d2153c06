// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The laws of a graph: operands stand before their users and belong to the same graph, types are
 * those that {@link TypeRules} gives, inputs and outputs exist, loops agree with their bodies,
 * every size speaks of known symbols.
 */
public final class GraphChecker {
  /** So many lines before and after the culprit are shown. */
  private static final int WINDOW = 5;

  private final String pass;
  private final Graph graph;
  private final Set<String> symbols;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private GraphChecker(String pass, Graph graph, Set<String> symbols) {
    this.pass = pass;
    this.graph = graph;
    this.symbols = symbols;
  }

  /**
   * @param pass what made the graph, for the message
   * @throws CompilerBug with a window of the graph's text if a law is broken
   */
  public static void check(String pass, Graph graph) {
    Set<String> symbols = new HashSet<>();
    GraphChecker checker = new GraphChecker(pass, graph, symbols);
    for (SymbolSource symbol : graph.symbols()) {
      checker.checkSource(symbol);
      symbols.add(symbol.symbol());
    }
    symbols.addAll(DataSizes.found(graph.nodes()));
    checker.check();
  }

  private void checkSource(SymbolSource symbol) {
    boolean exists =
        switch (symbol) {
          case SymbolSource.Axis axis ->
              isInput(axis.input()) && axis.axis() < graph.inputs().get(axis.input()).type().rank();
          case SymbolSource.Value value ->
              isInput(value.input())
                  && graph.inputs().get(value.input()).type().rank() == 0
                  && !graph.inputs().get(value.input()).type().dtype().isFloat();
        };
    demand(exists, null, symbol + " speaks of no input");
  }

  private boolean isInput(int input) {
    return input >= 0 && input < graph.inputs().size();
  }

  private void check() {
    for (Guard guard : graph.guards()) {
      checkDims(null, Stream.of(guard.left(), guard.right()));
    }
    int last = -1;
    for (Node node : graph.nodes()) {
      demand(node.id() > last, node, "its number is not above the one before");
      last = node.id();
      for (Node operand : node.operands()) {
        demand(seen.contains(operand), node, "operand %" + operand.id() + " stands not before it");
      }
      seen.add(node);
      checkTypes(node);
      checkDims(node, DataSizes.dims(node));
    }
    checkEnds();
  }

  private void checkEnds() {
    List<Node> inputs = graph.nodes().stream().filter(n -> n.op() instanceof Op.Input).toList();
    boolean same = inputs.size() == graph.inputs().size() && inputs.containsAll(graph.inputs());
    demand(same, null, "inputs are " + graph.inputs() + " but the nodes have " + inputs);
    for (Graph.Output output : graph.outputs()) {
      demand(seen.contains(output.node()), output.node(), "output " + output.name() + " is absent");
      demand(output.node().types().size() == 1, output.node(), "an output has one result");
    }
    for (Graph.Assertion assertion : graph.assertions()) {
      Node condition = assertion.condition();
      demand(seen.contains(condition), condition, "an asserted condition is absent");
      boolean bool = condition.type().equals(TensorType.scalar(DType.BOOL));
      demand(bool, condition, "what is asserted is no bool of rank 0");
    }
  }

  private void checkTypes(Node node) {
    if (node.op() instanceof Op.For loop) {
      checkLoop(node, loop);
    }
    List<TensorType> expected;
    try {
      expected = TypeRules.types(node.op(), node.operands(), node.types());
    } catch (CompilerBug bug) {
      throw broken(node, bug.getMessage());
    }
    demand(expected.equals(node.types()), node, "its type should be " + expected);
  }

  private void checkLoop(Node node, Op.For loop) {
    Graph body = loop.body();
    boolean isRegion = body.symbols().isEmpty() && body.guards().isEmpty();
    demand(isRegion, node, "a loop's body has symbols or guards of its own");
    boolean carries = loop.carried() >= 0 && loop.carried() <= node.operands().size();
    demand(carries && loop.step() != 0, node, "it carries too much or has step 0");
    new GraphChecker(pass, body, symbols).check();
  }

  private void checkDims(Node node, Stream<Dim> dims) {
    dims.flatMap(dim -> dim.symbols().stream())
        .forEach(symbol -> demand(symbols.contains(symbol), node, "unknown size " + symbol));
  }

  private void demand(boolean holds, Node node, String rule) {
    if (!holds) {
      throw broken(node, rule);
    }
  }

  private CompilerBug broken(Node node, String rule) {
    String culprit = node == null ? "the graph" : "%" + node.id();
    return new CompilerBug(pass, culprit + ": " + rule + "\n" + window(node));
  }

  private String window(Node culprit) {
    int at = culprit == null ? 0 : Math.max(0, graph.nodes().indexOf(culprit));
    int from = Math.max(0, at - WINDOW);
    int to = Math.min(graph.nodes().size(), at + WINDOW + 1);
    StringBuilder out = new StringBuilder();
    for (Node node : graph.nodes().subList(from, to)) {
      out.append(node == culprit ? "> " : "  ").append(GraphText.line(node)).append('\n');
    }
    return out.toString();
  }
}
