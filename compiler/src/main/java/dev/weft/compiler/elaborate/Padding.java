// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** {@code pad}: a constant is stored round the tensor; other borders read it at other places. */
final class Padding {

  /** How many elements come before and after those of an axis. */
  private record Width(Dim before, Dim after) {}

  private final Call call;
  private final Elaboration e;

  private Padding(Call call) {
    this.call = call;
    this.e = call.e();
  }

  static Value pad(Call call) {
    return new Padding(call).pad();
  }

  private Value pad() {
    Operand x = call.tensor("x");
    List<Width> widths = pairs("pad_width", x.num().rank(), this::width);
    String mode = call.has("mode") ? call.text("mode") : "constant";
    e.at(call.span());
    Node node = e.node(x);
    return switch (mode) {
      case "constant", "empty" ->
          call.has("constant_values") && call.given("constant_values").value() instanceof Sequence
              ? sided(node, widths)
              : Num.of(framed(node, widths));
      case "edge", "reflect", "symmetric", "wrap" -> {
        for (int axis = 0; axis < widths.size(); axis++) {
          node = bordered(node, axis, widths.get(axis), mode);
        }
        yield Num.of(node);
      }
      default ->
          throw call.mistake(
                  ErrorCode.E0202, call.given("mode").span(), "pad has no mode '" + mode + "'")
              .help("modes are constant, edge, empty, reflect, symmetric, wrap");
    };
  }

  /** One number, one pair, or a pair per axis. */
  private <T> List<T> pairs(String parameter, int rank, Function<Value, T> read) {
    Call.Given given = call.given(parameter);
    if (!(given.value() instanceof Sequence all)) {
      return Collections.nCopies(rank, read.apply(given.value()));
    }
    boolean nested = all.elements().stream().anyMatch(Sequence.class::isInstance);
    if (!nested || all.elements().size() == 1) {
      Value one = nested ? all.elements().getFirst() : all;
      return Collections.nCopies(rank, read.apply(one));
    }
    if (all.elements().size() != rank) {
      throw call.mistake(
          ErrorCode.E0202,
          given.span(),
          parameter + " has " + all.elements().size() + " pairs for " + rank + " axes");
    }
    return all.elements().stream().map(read).toList();
  }

  /** A constant for each side of each axis; later axes have the corners. */
  private Value sided(Node x, List<Width> widths) {
    List<List<Node>> constants =
        pairs("constant_values", widths.size(), value -> constants(value, x.type().dtype()));
    Node node = x;
    for (int axis = 0; axis < widths.size(); axis++) {
      List<Node> sides = constants.get(axis);
      Node before = side(node, axis, widths.get(axis).before(), sides.getFirst());
      Node after = side(node, axis, widths.get(axis).after(), sides.getLast());
      node = e.builder().concat(axis, List.of(before, node, after));
    }
    return Num.of(node);
  }

  private List<Node> constants(Value value, DType dtype) {
    List<Value> sides = value instanceof Sequence pair ? pair.elements() : List.of(value);
    Call.Given given = call.given("constant_values");
    if (sides.isEmpty() || sides.size() > 2) {
      throw call.mistake(ErrorCode.E0202, given.span(), "a constant is a number or a pair");
    }
    return sides.stream()
        .map(side -> e.node(call.tensor(new Call.Given(side, given.span())), dtype))
        .toList();
  }

  private Node side(Node x, int axis, Dim width, Node constant) {
    List<Dim> shape = new ArrayList<>(x.type().shape());
    shape.set(axis, width);
    call.bounded(shape);
    return e.builder().broadcast(shape, constant);
  }

  private Width width(Value value) {
    if (value instanceof Sequence pair) {
      if (pair.elements().size() == 2) {
        return new Width(size(pair.elements().get(0)), size(pair.elements().get(1)));
      }
      if (pair.elements().size() == 1) {
        return width(pair.elements().getFirst());
      }
      throw call.mistake(
          ErrorCode.E0202, call.given("pad_width").span(), "a width is a number or a pair");
    }
    Dim both = size(value);
    return new Width(both, both);
  }

  private Dim size(Value value) {
    Call.Given given = new Call.Given(value, call.given("pad_width").span());
    return e.sizes().use(call.natural(call.integerDim(given, "pad_width"), given.span()));
  }

  private Node framed(Node x, List<Width> widths) {
    List<Dim> shape = new ArrayList<>();
    List<Dim> start = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      shape.add(x.type().dim(i).plus(widths.get(i).before()).plus(widths.get(i).after()));
      start.add(widths.get(i).before());
    }
    call.bounded(shape);
    Node value =
        call.has("constant_values")
            ? e.node(call.tensor("constant_values"), x.type().dtype())
            : e.builder().constant(Literal.of(x.type().dtype(), 0L));
    if (value.type().rank() > 0) {
      throw call.mistake(
          ErrorCode.E0202,
          call.given("constant_values").span(),
          "constant_values must be a number, or a list of numbers or pairs");
    }
    Movement.Slice inside =
        new Movement.Slice(start, x.type().shape(), Collections.nCopies(shape.size(), 1L));
    return e.builder().update(inside, e.builder().broadcast(shape, value), x);
  }

  private Node bordered(Node x, int axis, Width width, String mode) {
    GraphBuilder b = e.builder();
    Dim n = x.type().dim(axis);
    Dim length = e.sizes().use(n.plus(width.before()).plus(width.after()));
    call.bounded(List.of(length));
    Node place = b.iota(length);
    Node shifted = map(ScalarOp.SUBTRACT, place, size(length, width.before()));
    Node last = size(length, n.plus(-1));
    return b.gather(
        axis,
        x,
        switch (mode) {
          case "edge" ->
              map(ScalarOp.MINIMUM, map(ScalarOp.MAXIMUM, shifted, size(length, Dim.ZERO)), last);
          case "wrap" -> map(ScalarOp.REMAINDER, shifted, size(length, n));
          case "reflect" -> mirrored(shifted, length, n.plus(-1).times(Dim.of(2)), Dim.ZERO);
          default -> mirrored(shifted, length, n.times(Dim.of(2)), Dim.ONE);
        });
  }

  /** There and back again: {@code min(r, period - gap - r)} for the remainder r. */
  private Node mirrored(Node place, Dim length, Dim period, Dim gap) {
    Node rest = map(ScalarOp.REMAINDER, place, size(length, period));
    Node back = map(ScalarOp.SUBTRACT, size(length, period.minus(gap)), rest);
    return map(ScalarOp.MINIMUM, rest, back);
  }

  private Node map(ScalarOp op, Node a, Node b) {
    return e.builder().map(op, List.of(a, b));
  }

  private Node size(Dim length, Dim value) {
    Node node =
        value.isConstant()
            ? e.builder().constant(Literal.of(value.constant()))
            : e.builder().size(e.sizes().use(value));
    return e.builder().broadcast(List.of(length), node);
  }
}
