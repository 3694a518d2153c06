// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Functions that sort, search and sum by segment: each ends a fusion. */
enum Sorts implements Builtin {
  SORT(
      "x|a, axis=, descending=, stable=, kind=",
      "ascending along an axis, NaN last; stable",
      "sort"),
  ARGSORT(
      "x|a, axis=, descending=, stable=, kind=",
      "the indices that sort along an axis; stable",
      "argsort"),
  SEARCHSORTED(
      "a|x1, v|x2, side=",
      "where in the sorted vector a the values v would be put",
      "searchsorted"),
  SEGMENT_SUM(
      "x, ids, n", "the sums of the elements of x with one id, for ids 0 to n - 1", "segment_sum");

  private final Entry entry;

  Sorts(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return this != SEGMENT_SUM;
  }

  @Override
  public Value apply(Call call) {
    return switch (this) {
      case SORT -> sort(call, new Procedure.Sort());
      case ARGSORT -> sort(call, new Procedure.Argsort());
      case SEARCHSORTED -> search(call, call.tensor("a"), call.tensor("v"));
      case SEGMENT_SUM -> segments(call, call.tensor("x"), call.tensor("ids"));
    };
  }

  private static Value sort(Call call, Procedure procedure) {
    Operand given = call.tensor("x");
    boolean flat = call.arguments().containsKey("axis") && !call.has("axis");
    Operand x = flat ? Shapes.flat(call, given) : given;
    Orders.demand(call, x);
    int rank = x.num().rank();
    if (rank == 0) {
      throw call.mistake(
          ErrorCode.E0205, x.span(), call.name() + " needs an axis; a scalar has none");
    }
    int axis = call.has("axis") ? call.axis("axis", rank) : rank - 1;
    GraphBuilder b = call.e().at(call.span());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      order.add(i);
    }
    Collections.swap(order, axis, rank - 1); // its own inverse
    DType own = x.num().dtype();
    Node lanes = b.permute(order, b.convert(ordered(own), call.e().node(x)));
    boolean indices = procedure instanceof Procedure.Argsort;
    boolean down = call.flag("descending");
    // Backwards before and after, so that equal elements keep their order.
    Node source = down ? backwards(call, lanes) : lanes;
    TensorType type =
        TensorType.of(indices ? DType.I64 : lanes.type().dtype(), lanes.type().shape());
    Node result = b.perform(procedure, List.of(source), List.of(type)).getFirst();
    if (down) {
      result = backwards(call, indices ? fromTheEnd(call, result) : result);
    }
    Node inOrder = b.permute(order, result);
    return Num.of(indices ? inOrder : b.convert(own, inOrder));
  }

  /** What sorting would bring to places of the last axis; the axes of {@code k} come first. */
  static Value selected(Call call, Operand x, Operand k) {
    Orders.demand(call, x);
    GraphBuilder b = call.e().at(call.span());
    DType own = x.num().dtype();
    Node lanes = b.convert(ordered(own), call.e().node(x));
    Node places = call.e().node(k, DType.I64);
    Dim count = Dim.product(places.type().shape());
    List<Dim> shape = new ArrayList<>(lanes.type().shape());
    shape.set(shape.size() - 1, count);
    TensorType type = TensorType.of(lanes.type().dtype(), shape);
    List<Node> operands = List.of(lanes, b.reshape(List.of(count), places));
    Node result = b.perform(new Procedure.Select(), operands, List.of(type)).getFirst();
    List<Integer> order = new ArrayList<>(List.of(shape.size() - 1));
    for (int i = 0; i < shape.size() - 1; i++) {
      order.add(i);
    }
    List<Dim> all = new ArrayList<>(places.type().shape());
    all.addAll(shape.subList(0, shape.size() - 1));
    return Num.of(b.convert(own, b.reshape(all, b.permute(order, result))));
  }

  /** Small integers are put in order as i32. */
  private static DType ordered(DType dtype) {
    return dtype.isSmall() ? DType.I32 : dtype;
  }

  private static Node backwards(Call call, Node x) {
    int last = x.type().rank() - 1;
    List<Dim> start = new ArrayList<>(Collections.nCopies(last, Dim.ZERO));
    List<Long> step = new ArrayList<>(Collections.nCopies(last, 1L));
    start.add(call.e().sizes().natural(x.type().dim(last).plus(-1)));
    step.add(-1L);
    return call.e().builder().view(new Movement.Slice(start, x.type().shape(), step), x);
  }

  private static Node fromTheEnd(Call call, Node index) {
    GraphBuilder b = call.e().builder();
    Node last = b.size(call.e().sizes().use(index.type().shape().getLast().plus(-1)));
    return b.map(ScalarOp.SUBTRACT, List.of(b.broadcast(index.type().shape(), last), index));
  }

  private static Value search(Call call, Operand sorted, Operand values) {
    if (sorted.num().rank() != 1) {
      throw call.mistake(
          ErrorCode.E0205,
          sorted.span(),
          "searchsorted searches a vector, not " + sorted.num().rank() + " axes");
    }
    String side = call.has("side") ? call.text("side") : "left";
    if (!side.equals("left") && !side.equals("right")) {
      throw call.mistake(
          ErrorCode.E0202, call.given("side").span(), "side must be 'left' or 'right'");
    }
    Orders.demand(call, sorted);
    Orders.demand(call, values);
    DType dtype = ordered(Elaboration.common(List.of(sorted, values)).dtype());
    GraphBuilder b = call.e().at(call.span());
    List<Node> operands = List.of(call.e().node(sorted, dtype), call.e().node(values, dtype));
    TensorType type = TensorType.of(DType.I64, operands.get(1).type().shape());
    Procedure procedure = new Procedure.Search(side.equals("right"));
    return Num.of(b.perform(procedure, operands, List.of(type)).getFirst());
  }

  private static Value segments(Call call, Operand x, Operand ids) {
    if (x.num().rank() == 0 || ids.num().rank() != 1) {
      throw call.mistake(
          ErrorCode.E0205, ids.span(), "segment_sum needs a vector of ids, one for each x[i]");
    }
    if (!ids.num().dtype().isInteger()) {
      throw call.mistake(
          ErrorCode.E0202, ids.span(), "ids must be integers, not " + ids.num().dtype());
    }
    call.e()
        .sizes()
        .require(
            Relation.EQUAL,
            x.num().type().dim(0),
            ids.num().type().dim(0),
            ErrorCode.E0204,
            call.e().site(call.span()),
            "{left} elements for {right} ids",
            call.e().located(List.of(x, ids)));
    Dim count = call.natural(call.integerDim(call.given("n"), "n"), call.given("n").span());
    DType given = x.num().dtype();
    if (given.isComplex()) {
      throw call.mistake(ErrorCode.E0201, x.span(), "segment_sum is not defined for " + given)
          .help("sum real(z) and imag(z)");
    }
    DType dtype = given == DType.BOOL || given.isSmall() ? Promotion.toSum(given) : given;
    List<Dim> shape = new ArrayList<>(x.num().type().shape());
    shape.set(0, call.e().sizes().use(count));
    call.bounded(shape);
    GraphBuilder b = call.e().at(call.span());
    List<Node> operands = List.of(call.e().node(x, dtype), call.e().node(ids, DType.I64));
    TensorType type = TensorType.of(dtype, shape);
    return Num.of(b.perform(new Procedure.Segments(), operands, List.of(type)).getFirst());
  }
}
