// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the prelude asks about its arguments while it is expanded; not part of the language. */
enum Inner implements Builtin {
  FLOAT("x", "whether the dtype of x is a float, or complex", "_float"),
  FUNCTION("x", "x in the dtype of what a function such as sin gives", "_function"),
  REAL("x", "x in the dtype of what a function such as sin gives; not complex", "_real"),
  FIXED("x", "whether the integer is known when compiling", "_fixed"),
  AXES("x, axis", "how many axes are named; None names all", "_axes"),
  LANES("x, axis", "x with the axes to reduce merged into the last one", "_lanes"),
  KEPT("x, like, axis, keepdims", "x with an axis of size 1 for each reduced one of like", "_kept"),
  UPTO("x", "the integers below x, which the program finds", "_upto"),
  SELECT(
      "x, k", "the elements at places k of sorted lanes, the axes of k before others", "_select"),
  SELECT_EACH("x, k", "as _select, for places of each lane", "_select_each"),
  COMPLEX("x", "whether the dtype of x is complex", "_complex"),
  DTYPE("x, y", "the dtype in which x and y meet", "_dtype");

  private final Entry entry;

  Inner(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    return switch (this) {
      case FLOAT -> truth(x.num().dtype().part().isFloat());
      case FUNCTION -> floating(call, x);
      case REAL -> floating(call, real(call, x));
      case FIXED -> truth(x.num().asDim() != null && x.num().asDim().isConstant());
      case AXES -> Num.weak(Scalar.of(axes(call, x)));
      case LANES -> lanes(call, x);
      case KEPT -> kept(call, x);
      case UPTO -> upTo(call, x);
      case SELECT -> Sorts.selected(call, x, call.tensor("k"), false);
      case SELECT_EACH -> Sorts.selected(call, x, call.tensor("k"), true);
      case COMPLEX -> truth(x.num().dtype().isComplex());
      case DTYPE -> new Value.TypeName(Elaboration.common(List.of(x, call.tensor("y"))).dtype());
    };
  }

  private static Num truth(boolean holds) {
    return Num.weak(new Scalar.Bool(holds));
  }

  /** A weak number stays weak. */
  private static Num floating(Call call, Operand x) {
    Num num = x.num();
    if (num.type().weak() && num.constant() != null && !num.dtype().isComplex()) {
      return Num.weak(new Scalar.Real(num.constant().asDouble()));
    }
    Num converted = Elementwise.convert(call.e(), x, Promotion.toFunction(num.dtype()));
    return num.type().weak()
        ? new Num(TensorType.weak(converted.dtype()), converted.node(), null, null, "")
        : converted;
  }

  private static Operand real(Call call, Operand x) {
    if (x.num().dtype().isComplex()) {
      throw call.mistake(
              ErrorCode.E0201, x.span(), "a real number is needed, not " + x.num().dtype())
          .help("take real(z), imag(z) or abs(z)");
    }
    return x;
  }

  private static List<Integer> reduced(Call call, int rank) {
    return call.axes("axis", rank).orElseGet(() -> IntStream.range(0, rank).boxed().toList());
  }

  private static Value lanes(Call call, Operand x) {
    List<Integer> axes = reduced(call, x.num().rank());
    List<Integer> order = new ArrayList<>();
    List<Dim> shape = new ArrayList<>();
    for (int i = 0; i < x.num().rank(); i++) {
      if (!axes.contains(i)) {
        order.add(i);
        shape.add(x.num().type().dim(i));
      }
    }
    order.addAll(axes);
    shape.add(Dim.product(axes.stream().map(x.num().type()::dim).toList()));
    GraphBuilder b = call.e().at(call.span());
    return Num.of(b.reshape(shape, b.permute(order, call.e().node(x))));
  }

  /** Axes that x has before those of its lanes stay in front. */
  private static Value kept(Call call, Operand x) {
    if (!call.flag("keepdims")) {
      return x.num();
    }
    int rank = call.tensor("like").num().rank();
    List<Integer> axes = reduced(call, rank);
    List<Dim> rest = new ArrayList<>(x.num().type().shape());
    int front = rest.size() - (rank - axes.size());
    List<Dim> shape = new ArrayList<>(rest.subList(0, front));
    List<Dim> own = new ArrayList<>(rest.subList(front, rest.size()));
    for (int i = 0; i < rank; i++) {
      shape.add(axes.contains(i) ? Dim.ONE : own.removeFirst());
    }
    return Num.of(call.e().at(call.span()).reshape(shape, call.e().node(x)));
  }

  private static Value upTo(Call call, Operand x) {
    call.e().at(call.span());
    Node places = call.e().selections().upTo(call.e().node(x, DType.I64));
    call.e()
        .sizes()
        .require(
            Relation.LESS_THAN,
            places.type().dim(0),
            Dim.of(Call.MAX_ELEMENTS),
            ErrorCode.E0214,
            call.e().site(call.span()),
            "{left} elements: the limit is " + Call.MAX_ELEMENTS,
            List.of());
    return Num.of(places);
  }

  private static int axes(Call call, Operand x) {
    if (!call.has("axis")) {
      return x.num().rank();
    }
    return call.given("axis").value() instanceof Sequence several ? several.elements().size() : 1;
  }
}
