// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Graphs from a seed, with inputs to run them. A graph of fewer steps of the same seed is a prefix,
 * so a failure is made small by asking for fewer.
 */
public final class RandomGraphs {
  private static final Dim R = Dim.symbol("r");
  private static final Dim C = Dim.symbol("c");
  private static final List<DType> DTYPES =
      List.of(
          DType.F64, DType.F32, DType.I64, DType.I32, DType.BOOL, DType.U8, DType.C128, DType.C64);
  private static final List<Double> NUMBERS =
      List.of(0.0, -0.0, 1.0, -1.0, 2.0, 0.5, 3.0, -7.0, 100.0, 0.1, 1e300, Double.NaN);

  /** The operations to draw from, all of them without faults. */
  private static final List<ScalarOp> OPS =
      Arrays.stream(ScalarOp.values()).filter(op -> op != ScalarOp.POWER).toList();

  private static final Set<Monoid> OF_BOOL = EnumSet.of(Monoid.ANY, Monoid.ALL);

  /** A graph and tensors for its inputs. */
  public record Sample(Graph graph, List<Tensor> inputs) {}

  private final Random random;
  private final GraphBuilder g = new GraphBuilder();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  public static Sample of(long seed, int steps) {
    return new RandomGraphs(seed).sample(steps);
  }

  /** The fewest steps for which {@code fails} holds, given that it does for {@code steps}. */
  public static int shrink(long seed, int steps, Predicate<Sample> fails) {
    return IntStream.range(0, steps).filter(n -> fails.test(of(seed, n))).findFirst().orElse(steps);
  }

  private Sample sample(int steps) {
    inputs();
    for (int i = 0; i < steps; i++) {
      step().ifPresent(nodes::add);
    }
    int last = nodes.size() - 1;
    List<Graph.Output> outputs = new ArrayList<>();
    for (int i = Math.max(0, last - 2); i <= last; i++) {
      outputs.add(new Graph.Output("y" + i, nodes.get(i)));
    }
    return new Sample(g.finish(outputs, List.of()), tensors);
  }

  private void inputs() {
    long rows = 1 + random.nextInt(4);
    long columns = 1 + random.nextInt(4);
    g.symbol(new SymbolSource.Axis("r", 0, 0));
    g.symbol(new SymbolSource.Axis("c", 0, 1));
    input(DType.F64, List.of(R, C), rows, columns);
    input(DType.F64, List.of(C), columns);
    input(DType.F32, List.of(R, C), rows, columns);
    input(DType.I64, List.of(R, C), rows, columns);
    input(DType.I32, List.of(C, R), columns, rows);
    input(DType.BOOL, List.of(R), rows);
    input(DType.U8, List.of(C), columns);
    input(DType.I8, List.of(C), columns);
    input(DType.I16, List.of(R, C), rows, columns);
    input(DType.U16, List.of(C), columns);
    input(DType.F64, List.of());
    input(DType.I64, List.of());
    input(DType.C128, List.of(R, C), rows, columns);
    input(DType.C64, List.of(C), columns);
  }

  private void input(DType dtype, List<Dim> shape, long... extents) {
    nodes.add(g.input("x" + nodes.size(), TensorType.of(dtype, shape)));
    Cells cells = Cells.fill(dtype, extents, index -> literal(dtype));
    tensors.add(cells.toTensor());
  }

  private Literal literal(DType dtype) {
    return dtype.isComplex()
        ? Literal.complex(Literal.of(dtype.part(), number()), Literal.of(dtype.part(), number()))
        : Literal.of(dtype, number());
  }

  private double number() {
    return random.nextBoolean()
        ? NUMBERS.get(random.nextInt(NUMBERS.size()))
        : Math.rint(random.nextGaussian() * 1000) / 64;
  }

  private Optional<Node> step() {
    return switch (random.nextInt(20)) {
      case 0 -> convert();
      case 1 -> reduce();
      case 2 -> scan();
      case 3, 4 -> permute();
      case 5, 6, 7 -> Optional.of(slice(any()));
      case 8 -> Optional.of(reshape(any()));
      case 9, 10 -> broadcast();
      case 11 -> random.nextInt(3) == 0 ? selection() : gather();
      case 12 -> contract();
      case 13 -> update();
      case 14 -> structure();
      case 15 -> order();
      default -> map();
    };
  }

  private Optional<Node> convert() {
    DType to = pick(DTYPES);
    Node x = any();
    boolean loses = x.type().dtype().isComplex() && !to.isComplex() && to != DType.BOOL;
    return loses ? Optional.empty() : Optional.of(g.convert(to, x));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Node any() {
    boolean recent = random.nextBoolean();
    return nodes.get(recent ? nodes.size() - 1 - random.nextInt(4) : random.nextInt(nodes.size()));
  }

  private Optional<Node> map() {
    ScalarOp op = pick(OPS);
    Node last = any();
    DType dtype = last.type().dtype();
    if (!op.operand(dtype).equals(Optional.of(dtype))) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>();
    for (int i = 0; i < op.arity() - 1; i++) {
      boolean condition = op == ScalarOp.WHERE && i == 0;
      operands.add(fitting(condition ? DType.BOOL : dtype, last));
    }
    operands.add(last);
    return Optional.of(g.map(op, operands));
  }

  /**
   * A node of this dtype and of the shape of another: one that is there, broadcast, or a literal.
   */
  private Node fitting(DType dtype, Node like) {
    List<Dim> shape = like.type().shape();
    List<Node> candidates =
        nodes.stream().filter(n -> n.type().dtype() == dtype && spreads(n, shape)).toList();
    boolean literal = candidates.isEmpty() || random.nextInt(3) == 0;
    return g.broadcast(shape, literal ? g.constant(literal(dtype)) : pick(candidates));
  }

  private static boolean spreads(Node node, List<Dim> shape) {
    int lead = shape.size() - node.type().rank();
    return lead >= 0 && node.type().shape().equals(shape.subList(lead, shape.size()));
  }

  private Optional<Node> reduce() {
    Node x = any();
    boolean bool = x.type().dtype() == DType.BOOL;
    List<Monoid> monoids =
        x.type().dtype().isComplex()
            ? List.of(Monoid.SUM, Monoid.PROD)
            : Arrays.stream(Monoid.values())
                .filter(m -> OF_BOOL.contains(m) == bool && !(bool && m.isArg()) && !m.isOfPairs())
                .toList();
    List<Integer> axes =
        IntStream.range(0, x.type().rank()).filter(axis -> random.nextInt(3) > 0).boxed().toList();
    return x.type().dtype().isSmall()
        ? Optional.empty()
        : Optional.of(g.reduce(pick(monoids), axes, x));
  }

  private Optional<Node> scan() {
    Node x = any();
    boolean fits =
        x.type().rank() > 0 && x.type().dtype() != DType.BOOL && !x.type().dtype().isSmall();
    return fits
        ? Optional.of(
            g.scan(
                random.nextBoolean() ? Monoid.SUM : Monoid.PROD,
                random.nextInt(x.type().rank()),
                x))
        : Optional.empty();
  }

  private Optional<Node> order() {
    Node x = any();
    if (x.type().rank() == 0 || x.type().dtype().isComplex()) {
      return Optional.empty();
    }
    boolean indices = random.nextBoolean();
    Procedure procedure = indices ? new Procedure.Argsort() : new Procedure.Sort();
    TensorType type = x.type().withDType(indices ? DType.I64 : x.type().dtype());
    Node result = g.perform(procedure, List.of(x), List.of(type)).getFirst();
    return Optional.of(
        indices && type.rank() == 1 && random.nextBoolean()
            ? g.perform(new Procedure.Last(), List.of(result), List.of(type)).getFirst()
            : result);
  }

  private Optional<Node> permute() {
    Node x = any();
    List<Integer> axes = new ArrayList<>(IntStream.range(0, x.type().rank()).boxed().toList());
    Collections.shuffle(axes, random);
    return Optional.of(g.permute(axes, x));
  }

  private Node slice(Node x) {
    return g.view(randomSlice(x.type()), x);
  }

  private Movement.Slice randomSlice(TensorType type) {
    List<Dim> start = new ArrayList<>();
    List<Dim> size = new ArrayList<>();
    List<Long> step = new ArrayList<>();
    for (Dim dim : type.shape()) {
      int kind = random.nextInt(4);
      start.add(kind == 1 ? dim.plus(-1) : Dim.ZERO);
      step.add(kind == 1 ? -1L : kind == 2 ? 2L : 1L);
      size.add(
          switch (kind) {
            case 2 -> dim.plus(1).floorDiv(Dim.of(2));
            case 3 -> dim.min(Dim.of(2));
            default -> dim;
          });
    }
    return new Movement.Slice(start, size, step);
  }

  private Node reshape(Node x) {
    if (random.nextBoolean()) {
      return g.reshape(List.of(Dim.product(x.type().shape())), x);
    }
    List<Dim> shape = new ArrayList<>(x.type().shape());
    shape.add(random.nextInt(shape.size() + 1), Dim.ONE);
    return shape.size() > 4 ? x : g.reshape(shape, x);
  }

  private Optional<Node> broadcast() {
    Node x = any();
    List<Dim> shape = new ArrayList<>();
    for (Dim dim : x.type().shape()) {
      shape.add(dim.is(1) ? pick(List.of(R, C, Dim.of(2))) : dim);
    }
    if (shape.size() < 3) {
      shape.addFirst(pick(List.of(R, C, Dim.ONE, Dim.of(2))));
    }
    return Optional.of(g.broadcast(shape, x));
  }

  /** Elements in reverse, so that no index is out of range. */
  private Optional<Node> gather() {
    Node x = any();
    if (x.type().rank() == 0) {
      return Optional.empty();
    }
    int axis = random.nextInt(x.type().rank());
    Node index = g.map(ScalarOp.INVERT, List.of(g.iota(x.type().dim(axis))));
    if (axis + 1 == x.type().rank() || nodes.size() % 2 == 0) {
      return Optional.of(g.gather(axis, x, index));
    }
    Node first = g.broadcast(index.type().shape(), g.constant(Literal.of(0L)));
    int at = nodes.size() % (x.type().rank() - 1);
    return Optional.of(g.gather(List.of(axis, axis + 1), at, x, List.of(index, first)));
  }

  /** The rows at which a mask holds, and what is computed of them. */
  private Optional<Node> selection() {
    List<Node> masks =
        nodes.stream().filter(n -> n.type().rank() == 1 && n.type().dtype() == DType.BOOL).toList();
    Node some = pick(masks);
    Dim size = some.type().dim(0);
    Node zero = g.broadcast(List.of(size), g.constant(Literal.of(0L)));
    Node first = g.map(ScalarOp.EQUAL, List.of(g.iota(size), zero));
    Node mask = g.map(ScalarOp.BITWISE_OR, List.of(some, first)); // never nothing
    List<Node> sources =
        nodes.stream()
            .filter(n -> n.type().rank() > 0 && n.type().dim(0).equals(mask.type().dim(0)))
            .toList();
    Node count = g.reduce(Monoid.SUM, List.of(0), g.convert(DType.I64, mask));
    String symbol = "found." + nodes.size();
    Node places =
        random.nextInt(3) > 0 ? g.positions(symbol, mask, count) : g.places(symbol, count);
    nodes.add(places);
    return Optional.of(g.gather(0, pick(sources), places));
  }

  private Optional<Node> contract() {
    Node x = any();
    List<Node> others =
        nodes.stream()
            .filter(n -> n.type().dtype() == x.type().dtype() && n.type().rank() == 2)
            .filter(n -> x.type().rank() == 2 && n.type().dim(0).equals(x.type().dim(1)))
            .toList();
    return others.isEmpty() || x.type().dtype().isSmall()
        ? Optional.empty()
        : Optional.of(g.contract(List.of(0, 1), List.of(1, 2), List.of(2, 0), x, pick(others)));
  }

  private Optional<Node> update() {
    Node x = any();
    Movement.Slice slice = randomSlice(x.type());
    TensorType type = x.type().withShape(slice.size());
    Node value = g.broadcast(type.shape(), g.constant(literal(type.dtype())));
    return x.type().rank() == 0 ? Optional.empty() : Optional.of(g.update(slice, x, value));
  }

  private Optional<Node> structure() {
    Node x = any();
    return switch (random.nextInt(4)) {
      case 0 -> Optional.of(g.iota(pick(List.of(R, C, Dim.of(3)))));
      case 1 -> Optional.of(g.size(R.times(C)));
      case 2 ->
          x.type().rank() == 0
              ? Optional.empty()
              : Optional.of(g.concat(random.nextInt(x.type().rank()), List.of(x, slice0(x), x)));
      default -> Optional.of(loop(x));
    };
  }

  /** All of x, but as another node. */
  private Node slice0(Node x) {
    List<Dim> zero = x.type().shape().stream().map(dim -> dim.plus(-1)).toList();
    List<Long> back = x.type().shape().stream().map(dim -> -1L).toList();
    return g.view(new Movement.Slice(zero, x.type().shape(), back), x);
  }

  private Node loop(Node x) {
    GraphBuilder body = new GraphBuilder();
    TensorType type = x.type().withShape(x.type().shape());
    body.input("t", TensorType.scalar(DType.I64));
    Node carried = body.input("a", type);
    Node captured = body.input("b", type);
    Node next =
        type.dtype().isComplex()
            ? body.map(ScalarOp.ADD, List.of(carried, captured))
            : type.dtype().isSmall() ? carried : choice(body, carried, captured);
    Graph region = body.finish(List.of(new Graph.Output("a", next)), List.of());
    return g.forLoop(Dim.ZERO, 1, Dim.of(random.nextInt(3)), List.of(x), List.of(x), region)
        .getFirst();
  }

  private static Node choice(GraphBuilder body, Node a, Node b) {
    Node zero = body.broadcast(a.type().shape(), body.constant(Literal.of(a.type().dtype(), -0.0)));
    Node larger = body.map(ScalarOp.MAXIMUM, List.of(a, b));
    return body.map(ScalarOp.WHERE, List.of(body.map(ScalarOp.EQUAL, List.of(a, b)), zero, larger));
  }
}
