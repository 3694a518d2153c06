// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Expr.Argument;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Functions that give the same elements another shape. */
enum Shapes implements Builtin {
  RESHAPE("x|a, *shape|newshape", "the elements in row-major order in another shape", "reshape"),
  RAVEL("x|a", "the elements in row-major order on one axis", "ravel", "flatten"),
  TRANSPOSE("x|a, *axes", "the axes in another order; without axes, reversed", "transpose"),
  PERMUTE_DIMS("x, axes", "the axes in another order", "permute_dims"),
  SWAPAXES("x|a, axis1, axis2", "two axes exchanged", "swapaxes"),
  MOVEAXIS("x|a, source, destination", "axes moved to other places", "moveaxis"),
  EXPAND_DIMS("x|a, axis", "with a new axis of size 1", "expand_dims"),
  SQUEEZE("x|a, axis=", "without axes of size 1", "squeeze"),
  BROADCAST_TO("x|array, shape", "repeated to a shape", "broadcast_to"),
  FLIP("x|m, axis=", "backwards along axes", "flip"),
  FLIPUD("x|m", "backwards along the first axis", "flipud"),
  FLIPLR("x|m", "backwards along the second axis", "fliplr"),
  ATLEAST_1D("x", "with at least one axis", "atleast_1d"),
  ATLEAST_2D("x", "with at least two axes", "atleast_2d"),
  ATLEAST_3D("x", "with at least three axes", "atleast_3d");

  private final Entry entry;

  Shapes(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return switch (this) {
      case RESHAPE, RAVEL, TRANSPOSE, SWAPAXES, SQUEEZE -> true;
      case PERMUTE_DIMS, MOVEAXIS, EXPAND_DIMS, BROADCAST_TO, FLIP, FLIPUD, FLIPLR -> false;
      case ATLEAST_1D, ATLEAST_2D, ATLEAST_3D -> false;
    };
  }

  @Override
  public boolean asksForOnes(Map<String, List<Argument>> arguments) {
    return this == SQUEEZE
        && arguments.getOrDefault("axis", List.of()).stream()
            .allMatch(axis -> axis.value() instanceof Expr.NoneLit);
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    call.e().at(call.span());
    return switch (this) {
      case RESHAPE -> Reshaping.reshape(call, x);
      case RAVEL -> flat(call, x).num();
      case TRANSPOSE, PERMUTE_DIMS -> transpose(call, x);
      case SWAPAXES -> swap(call, x);
      case MOVEAXIS -> move(call, x);
      case EXPAND_DIMS -> expand(call, x);
      case SQUEEZE -> Reshaping.squeeze(call, x);
      case BROADCAST_TO -> broadcastTo(call, x);
      case FLIP -> flip(call, x, call.axes("axis", x.num().rank()).orElse(all(x)));
      case FLIPUD -> flip(call, x, List.of(existing(call, x, 0)));
      case FLIPLR -> flip(call, x, List.of(existing(call, x, 1)));
      case ATLEAST_1D -> atLeast(call, x, 1).num();
      case ATLEAST_2D -> atLeast(call, x, 2).num();
      case ATLEAST_3D -> deep(call, x).num();
    };
  }

  private static List<Integer> all(Operand x) {
    return IntStream.range(0, x.num().rank()).boxed().toList();
  }

  private static int existing(Call call, Operand x, int axis) {
    if (axis >= x.num().rank()) {
      throw call.mistake(
          ErrorCode.E0205, call.span(), call.name() + " needs at least " + (axis + 1) + " axes");
    }
    return axis;
  }

  static Operand flat(Call call, Operand x) {
    call.e().at(call.span());
    List<Dim> shape = List.of(Dim.product(x.num().type().shape()));
    return new Operand(Num.of(call.e().builder().reshape(shape, call.e().node(x))), x.span());
  }

  private static Value permuted(Call call, Operand x, List<Integer> axes) {
    return Num.of(call.e().builder().permute(axes, call.e().node(x)));
  }

  static Num transposed(Elaboration e, Operand x) {
    List<Integer> axes = new ArrayList<>(all(x));
    Collections.reverse(axes);
    return Num.of(e.builder().permute(axes, e.node(x)));
  }

  private static Value transpose(Call call, Operand x) {
    if (!call.arguments().containsKey("axes") || !call.has("axes")) {
      return transposed(call.e(), x);
    }
    List<Integer> axes = call.someAxes("axes", x.num().rank());
    if (axes.size() != x.num().rank()) {
      throw call.mistake(
          ErrorCode.E0205,
          call.given("axes").span(),
          "an order of " + x.num().rank() + " axes names each once, not " + axes.size());
    }
    return permuted(call, x, axes);
  }

  private static Value swap(Call call, Operand x) {
    List<Integer> axes = new ArrayList<>(all(x));
    Collections.swap(axes, call.axis("axis1", x.num().rank()), call.axis("axis2", x.num().rank()));
    return permuted(call, x, axes);
  }

  private static Value move(Call call, Operand x) {
    int rank = x.num().rank();
    List<Integer> from = call.someAxes("source", rank);
    List<Integer> to = call.someAxes("destination", rank);
    if (from.size() != to.size()) {
      throw call.mistake(
          ErrorCode.E0202, call.span(), "as many sources as destinations are needed");
    }
    List<Integer> rest = new ArrayList<>(all(x));
    rest.removeAll(from);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      order.add(to.contains(i) ? from.get(to.indexOf(i)) : rest.removeFirst());
    }
    return permuted(call, x, order);
  }

  private static Value expand(Call call, Operand x) {
    int added = call.given("axis").value() instanceof Value.Sequence s ? s.elements().size() : 1;
    int rank = x.num().rank() + added;
    List<Integer> axes = call.someAxes("axis", rank);
    List<Dim> old = new ArrayList<>(x.num().type().shape());
    List<Dim> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      shape.add(axes.contains(i) ? Dim.ONE : old.removeFirst());
    }
    return Num.of(call.e().builder().reshape(shape, call.e().node(x)));
  }

  private static Value broadcastTo(Call call, Operand x) {
    return stretched(call, x, call.sizes("shape"), call.given("shape").span());
  }

  /** The value repeated to a shape that is named at {@code place}. */
  static Value stretched(Call call, Operand x, List<Dim> shape, Span place) {
    List<Dim> from = x.num().type().shape();
    shape.forEach(size -> call.natural(size, place));
    int shift = shape.size() - from.size();
    if (shift < 0) {
      throw noBroadcast(call, x, shape, place);
    }
    for (int i = 0; i < from.size(); i++) {
      Dim want = shape.get(i + shift);
      if (from.get(i).isConstant() && want.isConstant()) {
        if (!from.get(i).is(1) && !from.get(i).equals(want)) {
          throw noBroadcast(call, x, shape, place);
        }
      } else if (!from.get(i).is(1)) {
        demandStretch(call, x, from.get(i), want);
      }
    }
    call.bounded(shape);
    return Num.of(call.e().builder().broadcast(shape, call.e().node(x)));
  }

  /** A size broadcasts to another where it is 1 or the same: where their broadcast is the other. */
  private static void demandStretch(Call call, Operand x, Dim from, Dim want) {
    call.e()
        .sizes()
        .require(
            Relation.EQUAL,
            from.broadcast(want),
            want,
            ErrorCode.E0203,
            call.e().site(call.span()),
            "an axis of size {" + from + "} cannot be broadcast to size {right}",
            call.e().located(List.of(x)));
  }

  private static Mistake noBroadcast(Call call, Operand x, List<Dim> shape, Span place) {
    TensorType from = x.num().type();
    String to = TypeText.of(TensorType.of(from.dtype(), shape));
    String message = "cannot broadcast " + TypeText.of(from) + " to " + to;
    return Sizes.labelled(
        call.mistake(ErrorCode.E0203, place, message), call.e().located(List.of(x)));
  }

  private static Value flip(Call call, Operand x, List<Integer> axes) {
    List<Dim> start = new ArrayList<>();
    List<Long> step = new ArrayList<>();
    List<Dim> shape = x.num().type().shape();
    for (int i = 0; i < shape.size(); i++) {
      boolean turned = axes.contains(i);
      start.add(turned ? call.e().sizes().natural(shape.get(i).plus(-1)) : Dim.ZERO);
      step.add(turned ? -1L : 1L);
    }
    Movement.Slice slice = new Movement.Slice(start, shape, step);
    return Num.of(call.e().builder().view(slice, call.e().node(x)));
  }

  /** With three axes; the second and third of a vector and a matrix come last. */
  static Operand deep(Call call, Operand x) {
    Operand flat = atLeast(call, x, x.num().rank() == 1 ? 2 : Math.min(2, x.num().rank() + 2));
    if (flat.num().rank() > 2) {
      return flat;
    }
    List<Dim> shape = new ArrayList<>(flat.num().type().shape());
    shape.add(Dim.ONE);
    return new Operand(Num.of(call.e().builder().reshape(shape, call.e().node(flat))), x.span());
  }

  /** With axes of size 1 before the others, up to a number of axes. */
  static Operand atLeast(Call call, Operand x, int rank) {
    if (x.num().rank() >= rank) {
      return x;
    }
    List<Dim> shape = new ArrayList<>(x.num().type().shape());
    while (shape.size() < rank) {
      shape.addFirst(Dim.ONE);
    }
    Node node = call.e().at(call.span()).reshape(shape, call.e().node(x));
    return new Operand(Num.of(node), x.span());
  }
}
