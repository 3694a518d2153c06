// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.Interruption;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes nodes, each with its type; an ill-typed one is a bug of the caller and throws. Conversions
 * and broadcasts that the language does silently are the caller's: operands arrive as they are
 * needed.
 */
public final class GraphBuilder {
  private final Interruption interruption = new Interruption();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> inputs = new ArrayList<>();
  private final List<SymbolSource> symbols = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();
  private final Map<Node, List<Span>> spans = new IdentityHashMap<>();
  private List<Span> here = List.of();

  /** Nodes made from now on come from this place. */
  public GraphBuilder at(Span span) {
    here = List.of(span);
    return this;
  }

  /** Nodes made from now on come from these places. */
  public GraphBuilder at(List<Span> places) {
    here = List.copyOf(places);
    return this;
  }

  public void symbol(SymbolSource source) {
    symbols.add(source);
  }

  public void guard(Guard guard) {
    if (!guards.contains(guard)) {
      guards.add(guard);
    }
  }

  /** Number of nodes made so far. */
  public int size() {
    return nodes.size();
  }

  public Node input(String name, TensorType type) {
    return input(new Op.Input(name), type);
  }

  private Node input(Op.Input op, TensorType type) {
    Node node = add(op, List.of(), type);
    inputs.add(node);
    return node;
  }

  public Node constant(Literal value) {
    return add(new Op.Constant(value), List.of(), TensorType.scalar(value.dtype()));
  }

  /**
   * @param shape constant sizes whose product is the number of values
   */
  public Node dense(DType dtype, List<Dim> shape, List<Literal> values) {
    TypeRules.dense(dtype, shape, values);
    return add(new Op.Dense(values), List.of(), TensorType.of(dtype, shape));
  }

  public Node iota(Dim size) {
    return add(new Op.Iota(size), List.of(), TensorType.of(DType.I64, List.of(size)));
  }

  public Node size(Dim size) {
    return add(new Op.Size(size), List.of(), TensorType.scalar(DType.I64));
  }

  /** The places at which {@code mask} holds, {@code count} of them, a size named {@code symbol}. */
  public Node positions(String symbol, Node mask, Node count) {
    TensorType type = TypeRules.positions(symbol, mask.type(), count.type());
    return add(new Op.Positions(symbol), List.of(mask, count), type);
  }

  /** 0, 1, ... {@code count - 1}, a size named {@code symbol}. */
  public Node places(String symbol, Node count) {
    TensorType type = TypeRules.places(symbol, count.type());
    return add(new Op.Positions(symbol), List.of(count), type);
  }

  /** Operands of one shape and of the dtypes the operation computes in. */
  public Node map(ScalarOp op, List<Node> operands) {
    return add(new Op.Map(op), operands, TypeRules.map(op, types(operands)));
  }

  /** The operand itself where it has the dtype already. */
  public Node convert(DType to, Node x) {
    return x.type().dtype() == to
        ? x
        : add(new Op.Convert(to), List.of(x), TypeRules.convert(to, x.type()));
  }

  public Node reduce(Monoid monoid, List<Integer> axes, Node x) {
    return node(new Op.Reduce(monoid, axes), List.of(x), List.of());
  }

  public Node scan(Monoid monoid, int axis, Node x) {
    return node(new Op.Scan(monoid, axis), List.of(x), List.of());
  }

  /** The operand itself where the movement changes nothing. */
  public Node view(Movement movement, Node x) {
    TensorType type = TypeRules.view(movement, x.type());
    return TypeRules.isIdentity(movement, x.type())
        ? x
        : add(new Op.View(movement), List.of(x), type);
  }

  public Node broadcast(List<Dim> shape, Node x) {
    return view(new Movement.Broadcast(shape), x);
  }

  public Node reshape(List<Dim> shape, Node x) {
    return view(new Movement.Reshape(shape), x);
  }

  public Node permute(List<Integer> axes, Node x) {
    return view(new Movement.Permute(axes), x);
  }

  public Node update(Movement.Slice slice, Node base, Node value) {
    TypeRules.update(slice, base.type(), value.type());
    return add(
        new Op.Update(slice), List.of(base, value), base.type().withShape(base.type().shape()));
  }

  /** Elements at indices along some axes; see {@link Op.Gather}. */
  public Node gather(List<Integer> axes, int at, Node source, List<Node> indices) {
    Op.Gather op = new Op.Gather(axes, at);
    List<Node> operands = new ArrayList<>(List.of(source));
    operands.addAll(indices);
    return add(op, operands, TypeRules.gather(op, source.type(), types(indices)));
  }

  public Node gather(int axis, Node source, Node index) {
    return gather(List.of(axis), axis, source, List.of(index));
  }

  public Node contract(
      List<Integer> left, List<Integer> right, List<Integer> result, Node a, Node b) {
    Op.Contract op = new Op.Contract(left, right, result);
    return add(op, List.of(a, b), TypeRules.contract(op, a.type(), b.type()));
  }

  public Node concat(int axis, List<Node> parts) {
    return add(new Op.Concat(axis), parts, TypeRules.concat(axis, types(parts)));
  }

  /** The loop's results, one node per carried value. */
  public List<Node> forLoop(
      Dim first, long step, Dim count, List<Node> carried, List<Node> captures, Graph body) {
    List<Node> operands = new ArrayList<>(carried);
    operands.addAll(captures);
    TypeRules.loop(types(carried), types(captures), body);
    Op.For op = new Op.For(first, step, count, carried.size(), body);
    List<TensorType> types = types(carried).stream().map(t -> t.withShape(t.shape())).toList();
    return projections(add(op, operands, types));
  }

  /** The results of a procedure, which have these types. */
  public List<Node> perform(Procedure procedure, List<Node> operands, List<TensorType> results) {
    Node node = add(new Op.Perform(procedure), operands, results);
    return results.size() == 1 ? List.of(node) : projections(node);
  }

  /** The results of a node, as nodes of one result each. */
  public List<Node> projections(Node node) {
    List<Node> results = new ArrayList<>();
    for (int i = 0; i < node.types().size(); i++) {
      results.add(add(new Op.Project(i), List.of(node), node.types().get(i)));
    }
    return results;
  }

  /**
   * A node of any op; the operand itself where a view or a conversion changes nothing.
   *
   * @param stated the types where op and operands do not tell: of inputs and dense constants
   */
  public Node node(Op op, List<Node> operands, List<TensorType> stated) {
    if (op instanceof Op.View view) {
      return view(view.movement(), operands.getFirst());
    }
    if (op instanceof Op.Convert convert) {
      return convert(convert.to(), operands.getFirst());
    }
    if (op instanceof Op.Input input) {
      return input(input, stated.getFirst());
    }
    return add(op, operands, TypeRules.types(op, operands, stated));
  }

  /** Closes the graph; nodes that nothing needs stay until a pass removes them. */
  public Graph finish(List<Graph.Output> outputs, List<Graph.Assertion> assertions) {
    return new Graph(nodes, inputs, outputs, assertions, symbols, guards, spans);
  }

  private static List<TensorType> types(List<Node> nodes) {
    return nodes.stream().map(Node::type).toList();
  }

  private Node add(Op op, List<Node> operands, TensorType type) {
    return add(op, operands, List.of(type));
  }

  private Node add(Op op, List<Node> operands, List<TensorType> types) {
    interruption.poll();
    Node node = new Node(nodes.size(), op, operands, types);
    nodes.add(node);
    if (!here.isEmpty()) {
      spans.put(node, here);
    }
    return node;
  }
}
