// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.split;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.Pair;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Movement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns every complex node into a pair of real ones. A complex input becomes a real tensor with one
 * more axis, which holds the parts as they lie in memory; its parts are strided views of it.
 * Complex results are interleaved again. So fusion, kernels and backends never see a complex
 * number.
 */
public final class Split {
  private final Graph graph;
  private final boolean region;
  private final GraphBuilder g = new GraphBuilder();
  private final Map<Node, Node> reals = new IdentityHashMap<>();
  private final Map<Node, Pair<Node>> pairs = new IdentityHashMap<>();

  /** Complex nodes whose parts lie side by side in memory, with the tensor of both. */
  private final Map<Node, Node> wholes = new IdentityHashMap<>();

  private Split(Graph graph, boolean region) {
    this.graph = graph;
    this.region = region;
  }

  /** The same graph without complex nodes. */
  public static Graph apply(Graph graph) {
    return isComplex(graph) ? new Split(graph, false).run() : graph;
  }

  private static boolean isComplex(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.types().stream().anyMatch(type -> type.dtype().isComplex())
                    || node.op() instanceof Op.For loop && isComplex(loop.body()));
  }

  private static boolean isComplex(Node node) {
    boolean one = !(node.op() instanceof Op.For) && node.types().size() == 1;
    return one && node.type().dtype().isComplex();
  }

  private Graph run() {
    graph.symbols().forEach(g::symbol);
    graph.guards().forEach(g::guard);
    for (Node node : graph.nodes()) {
      g.at(graph.spans().getOrDefault(node, List.of()));
      if (isComplex(node)) {
        pairs.put(node, pair(node));
      } else {
        reals.put(node, real(node));
      }
    }
    List<Graph.Output> outputs = new ArrayList<>();
    graph.outputs().forEach(output -> output(output, outputs));
    List<Graph.Assertion> assertions =
        graph.assertions().stream()
            .map(a -> new Graph.Assertion(reals.get(a.condition()), a.message(), a.span()))
            .toList();
    return g.finish(outputs, assertions);
  }

  private void output(Graph.Output output, List<Graph.Output> outputs) {
    Node node = output.node();
    if (!isComplex(node)) {
      outputs.add(new Graph.Output(output.name(), reals.get(node)));
    } else if (region) {
      parts(node).forEach(part -> outputs.add(new Graph.Output(output.name(), part)));
    } else {
      Node whole = wholes.get(node);
      outputs.add(
          new Graph.Output(
              output.name(), whole != null ? whole : Interleaving.join(g, pairs.get(node)), true));
    }
  }

  /** The parts of a complex node, or the one node that a real one became. */
  private List<Node> parts(Node node) {
    Pair<Node> pair = pairs.get(node);
    return pair == null ? List.of(reals.get(node)) : List.of(pair.re(), pair.im());
  }

  private List<Node> parts(List<Node> nodes) {
    return nodes.stream().flatMap(node -> parts(node).stream()).toList();
  }

  /** A node with a real result, or several results. */
  private Node real(Node node) {
    if (node.op() instanceof Op.For loop) {
      return loop(node, loop);
    }
    if (node.op() instanceof Op.Project(int result)) {
      Node loop = node.operand(0);
      return g.node(new Op.Project(place(loop, result)), List.of(reals.get(loop)), List.of());
    }
    if (node.operands().stream().noneMatch(Split::isComplex)) {
      List<Node> operands = node.operands().stream().map(reals::get).toList();
      return g.node(node.op(), operands, node.types());
    }
    return switch (node.op()) {
      case Op.Map map -> parts(node, map.op()).getFirst();
      case Op.Convert _ -> toBool(node);
      default -> throw new CompilerBug("split", "a real result of complex operands: " + node);
    };
  }

  private Node toBool(Node node) {
    Pair<Node> x = pairs.get(node.operand(0));
    Node re = g.convert(node.type().dtype(), x.re());
    return g.map(ScalarOp.BITWISE_OR, List.of(re, g.convert(node.type().dtype(), x.im())));
  }

  private Pair<Node> pair(Node node) {
    return switch (node.op()) {
      case Op.Input input -> input(node, input);
      case Op.Constant(Literal value) -> new Pair<>(g.constant(value.re()), g.constant(value.im()));
      case Op.Dense(List<Literal> values) -> dense(node.type(), values);
      case Op.Map map -> map(node, map.op());
      case Op.Convert _ -> convert(node);
      case Op.View view -> view(node, view.movement());
      case Op.Contract contract -> contract(node, contract);
      case Op.Reduce(Monoid monoid, var axes) when monoid == Monoid.PROD ->
          ofBoth(node, new Op.Reduce(Monoid.PROD_RE, axes), new Op.Reduce(Monoid.PROD_IM, axes));
      case Op.Scan(Monoid monoid, int axis) when monoid == Monoid.PROD ->
          ofBoth(node, new Op.Scan(Monoid.PROD_RE, axis), new Op.Scan(Monoid.PROD_IM, axis));
      case Op.Project project -> project(node.operand(0), project.result());
      case Op.Reduce _, Op.Scan _, Op.Update _, Op.Gather _, Op.Concat _ -> each(node);
      case Op.Iota _, Op.Size _, Op.Positions _, Op.For _, Op.Perform _ ->
          throw new CompilerBug("split", "complex " + node);
    };
  }

  private Pair<Node> input(Node node, Op.Input input) {
    TensorType type = node.type().withDType(node.type().dtype().part());
    if (region) {
      return new Pair<>(g.input(input.name(), type), g.input(input.name(), type));
    }
    TensorType pairsOf = type.withShape(Interleaving.shape(type.shape()));
    Node whole = g.node(new Op.Input(input.name(), true), List.of(), List.of(pairsOf));
    wholes.put(node, whole);
    return Interleaving.split(g, whole);
  }

  private Pair<Node> dense(TensorType type, List<Literal> values) {
    return new Pair<>(
        g.dense(type.dtype().part(), type.shape(), values.stream().map(Literal::re).toList()),
        g.dense(type.dtype().part(), type.shape(), values.stream().map(Literal::im).toList()));
  }

  private Pair<Node> map(Node node, ScalarOp op) {
    List<Node> parts =
        switch (op) {
          case COMPLEX -> node.operands().stream().map(reals::get).toList();
          case WHERE -> chosen(node);
          default -> parts(node, op);
        };
    return new Pair<>(parts.get(0), parts.get(1));
  }

  private List<Node> parts(Node node, ScalarOp op) {
    return NodeReals.expand(g, op, node.operands().stream().map(pairs::get).toList());
  }

  private List<Node> chosen(Node node) {
    Node condition = reals.get(node.operand(0));
    Pair<Node> x = pairs.get(node.operand(1));
    Pair<Node> y = pairs.get(node.operand(2));
    return List.of(
        g.map(ScalarOp.WHERE, List.of(condition, x.re(), y.re())),
        g.map(ScalarOp.WHERE, List.of(condition, x.im(), y.im())));
  }

  private Pair<Node> convert(Node node) {
    Node x = node.operand(0);
    List<Node> from = parts(x);
    Node re = g.convert(node.type().dtype().part(), from.getFirst());
    Node im =
        from.size() == 2
            ? g.convert(re.type().dtype(), from.get(1))
            : g.broadcast(re.type().shape(), g.constant(Literal.of(re.type().dtype(), 0.0)));
    return new Pair<>(re, im);
  }

  private Pair<Node> view(Node node, Movement movement) {
    Node whole = wholes.get(node.operand(0));
    if (whole != null) {
      wholes.put(node, g.view(Interleaving.ofBoth(movement, node.operand(0).type()), whole));
    }
    return each(node);
  }

  /** The four products of parts, summed apart. */
  private Pair<Node> contract(Node node, Op.Contract op) {
    Pair<Node> a = pairs.get(node.operand(0));
    Pair<Node> b = pairs.get(node.operand(1));
    return new Pair<>(
        g.map(ScalarOp.SUBTRACT, List.of(product(op, a.re(), b.re()), product(op, a.im(), b.im()))),
        g.map(ScalarOp.ADD, List.of(product(op, a.re(), b.im()), product(op, a.im(), b.re()))));
  }

  private Node product(Op.Contract op, Node a, Node b) {
    return g.node(op, List.of(a, b), List.of());
  }

  private Pair<Node> ofBoth(Node node, Op re, Op im) {
    List<Node> operands = parts(node.operand(0));
    return new Pair<>(g.node(re, operands, List.of()), g.node(im, operands, List.of()));
  }

  /** What an op does to complex operands by doing it to both parts; real operands serve both. */
  private Pair<Node> each(Node node) {
    List<Node> re = node.operands().stream().map(x -> parts(x).getFirst()).toList();
    List<Node> im = node.operands().stream().map(x -> parts(x).getLast()).toList();
    return new Pair<>(g.node(node.op(), re, List.of()), g.node(node.op(), im, List.of()));
  }

  private Node loop(Node node, Op.For loop) {
    List<Node> carried = parts(node.operands().subList(0, loop.carried()));
    List<Node> operands = new ArrayList<>(carried);
    operands.addAll(parts(node.operands().subList(loop.carried(), node.operands().size())));
    Graph body = new Split(loop.body(), true).run();
    return g.node(
        new Op.For(loop.first(), loop.step(), loop.count(), carried.size(), body),
        operands,
        List.of());
  }

  private Pair<Node> project(Node loop, int result) {
    List<Node> operand = List.of(reals.get(loop));
    int first = place(loop, result);
    return new Pair<>(
        g.node(new Op.Project(first), operand, List.of()),
        g.node(new Op.Project(first + 1), operand, List.of()));
  }

  /** Where a loop's result, or its real part, is among those of the loop without complex values. */
  private static int place(Node loop, int result) {
    return loop.types().subList(0, result).stream()
        .mapToInt(type -> type.dtype().isComplex() ? 2 : 1)
        .sum();
  }
}
