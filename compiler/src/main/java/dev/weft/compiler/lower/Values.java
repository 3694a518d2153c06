// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.scalar.Conversion;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The values of element-wise nodes at one place of a domain. */
final class Values {
  private final Graph graph;
  private final KernelBuilder builder;
  private final Params params;
  private final List<Atom> place;
  private final List<Movement> path;
  private final Map<Node, Atom> known = new IdentityHashMap<>();

  /**
   * @param place one index per axis of the parameters that are read
   * @param path from a tensor with the nodes' shape to one with the axes of {@code place}
   */
  Values(Graph graph, KernelBuilder builder, Params params, List<Atom> place, List<Movement> path) {
    this.graph = graph;
    this.builder = builder;
    this.params = params;
    this.place = place;
    this.path = path;
  }

  /** States the value of a node that is known by other means. */
  void put(Node node, Atom value) {
    known.put(node, value);
  }

  /** Computes nodes, operands first; what is not among them and not known is read from memory. */
  void compute(List<Node> nodes) {
    for (Node node : nodes) {
      known.put(node, element(node));
    }
  }

  Atom get(Node node) {
    Atom value = known.get(node);
    if (value == null) {
      value = read(node);
      known.put(node, value);
    }
    return value;
  }

  private Atom read(Node node) {
    if (node.op() instanceof Op.Constant constant) {
      return new Atom.Const(constant.value());
    }
    if (spreadsScalar(node)) {
      return get(node.operand(0));
    }
    boolean scalar = node.type().rank() == 0;
    String param = params.read(node, scalar ? List.of() : path, scalar ? 0 : place.size());
    return builder.load(param, new Index.At(scalar ? List.of() : place));
  }

  /** A scalar is read once, not once per element that it is spread over. */
  private static boolean spreadsScalar(Node node) {
    return node.op() instanceof Op.View(Movement.Broadcast _) && node.operand(0).type().rank() == 0;
  }

  private Atom element(Node node) {
    Params.at(builder, graph, node);
    return switch (node.op()) {
      case Op.Constant constant -> new Atom.Const(constant.value());
      case Op.View _ -> get(node.operand(0));
      case Op.Map map -> {
        DType dtype = node.operands().getLast().type().dtype();
        yield map.op().expand(builder, dtype, node.operands().stream().map(this::get).toList());
      }
      case Op.Convert convert -> {
        Node operand = node.operand(0);
        yield Conversion.convert(builder, operand.type().dtype(), convert.to(), get(operand));
      }
      case Op.Gather gather -> gather(node, gather);
      case Op.Input _,
          Op.Dense _,
          Op.Iota _,
          Op.Size _,
          Op.Reduce _,
          Op.Positions _,
          Op.Scan _,
          Op.Update _,
          Op.Contract _,
          Op.Concat _,
          Op.For _,
          Op.Perform _,
          Op.Project _ ->
          throw new CompilerBug("lower", "no element-wise node: " + node);
    };
  }

  private Atom gather(Node node, Op.Gather gather) {
    Node source = node.operand(0);
    int picked = node.operand(1).type().rank();
    List<Dim> shape = node.type().shape();
    List<Atom> indices = new ArrayList<>();
    int rest = 0;
    for (int i = 0; i < source.type().rank(); i++) {
      int k = gather.axes().indexOf(i);
      if (k >= 0) {
        indices.add(checked(node.operand(k + 1), gather.at(), shape, source.type().dim(i)));
      } else {
        indices.add(position(rest < gather.at() ? rest : rest + picked, shape));
        rest++;
      }
    }
    return builder.load(params.whole(source), new Index.Guarded(indices));
  }

  /** An index from the start of its axis; a fault where it is out of range. */
  private Atom checked(Node index, int at, List<Dim> shape, Dim length) {
    Atom size = builder.load(params.size(length), new Index.At(List.of()));
    int rank = index.type().rank();
    Node origin = origin(index);
    Atom given =
        origin.type().rank() == 0
            ? get(origin)
            : rank == shape.size() ? get(index) : spreadIndex(index, at, shape);
    Atom fromEnd = builder.add(given, size);
    Atom wrapped = builder.select(builder.lt(given, builder.i64(0)), fromEnd, given);
    Atom notNegative = builder.apply(Prim.GE, wrapped, builder.i64(0));
    builder.require(
        Fault.INDEX_OUT_OF_RANGE, builder.apply(Prim.AND, notNegative, builder.lt(wrapped, size)));
    return wrapped;
  }

  /** What views show; if that is a scalar, every place shows the same. */
  private static Node origin(Node node) {
    Node shown = node;
    while (shown.op() instanceof Op.View) {
      shown = shown.operand(0);
    }
    return shown;
  }

  private Atom spreadIndex(Node index, int axis, List<Dim> shape) {
    List<Integer> axes = IntStream.range(axis, axis + index.type().rank()).boxed().toList();
    List<Movement> moves = new ArrayList<>(Domain.spread(axes, shape));
    moves.addAll(path);
    String param = params.read(index, moves, place.size());
    return builder.load(param, new Index.At(place));
  }

  private Atom position(int axis, List<Dim> shape) {
    List<Movement> moves = new ArrayList<>(Domain.spread(List.of(axis), shape));
    moves.addAll(path);
    String param = params.position(shape.get(axis), moves, place.size());
    return builder.load(param, new Index.At(place));
  }
}
