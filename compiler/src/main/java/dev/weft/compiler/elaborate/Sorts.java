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
      "a|x1, v|x2, side=, sorter=",
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
    Node result = inOrder(call, source, procedure);
    if (down) {
      result = backwards(call, indices ? fromTheEnd(call, result) : result);
    }
    Node back = b.permute(order, result);
    return Num.of(indices ? back : b.convert(own, back));
  }

  private static Node inOrder(Call call, Node lanes, Procedure procedure) {
    DType dtype = lanes.type().dtype();
    boolean indices = procedure instanceof Procedure.Argsort;
    if (dtype.isComplex()) {
      Node order = lexicographic(call, lanes);
      return indices ? order : along(call, lanes, order);
    }
    TensorType type = TensorType.of(indices ? DType.I64 : dtype, lanes.type().shape());
    return call.e().builder().perform(procedure, List.of(lanes), List.of(type)).getFirst();
  }

  /**
   * The indices that bring complex numbers into NumPy's order: by real parts, equal ones by
   * imaginary parts; then those with a NaN, by the part that is a number. Sorts are stable, so the
   * last key comes first.
   */
  private static Node lexicographic(Call call, Node lanes) {
    GraphBuilder b = call.e().builder();
    Node re = b.map(ScalarOp.REAL, List.of(lanes));
    Node im = b.map(ScalarOp.IMAG, List.of(lanes));
    Node real = b.convert(DType.I32, b.map(ScalarOp.IS_NAN, List.of(re)));
    Node imaginary = b.convert(DType.I32, b.map(ScalarOp.IS_NAN, List.of(im)));
    Node twice = b.map(ScalarOp.ADD, List.of(real, real));
    Node kind = b.map(ScalarOp.ADD, List.of(twice, imaginary));
    Node order = inOrder(call, im, new Procedure.Argsort());
    for (Node key : List.of(re, kind)) {
      Node next = inOrder(call, along(call, key, order), new Procedure.Argsort());
      order = along(call, order, next);
    }
    return order;
  }

  /** What is at places along the last axis. */
  private static Node along(Call call, Node lanes, Node places) {
    Operand x = new Operand(Num.of(lanes), call.span());
    Operand index = new Operand(Num.of(places), call.span());
    return Places.along(call, x, lanes.type().rank() - 1, index).node();
  }

  /**
   * What sorting would bring to places of the last axis; the axes of {@code k} come first.
   *
   * @param each whether the last axes of {@code k} are the lanes, which then have places of their
   *     own
   */
  static Value selected(Call call, Operand x, Operand k, boolean each) {
    Orders.demand(call, x);
    GraphBuilder b = call.e().at(call.span());
    DType own = x.num().dtype();
    Node lanes = b.convert(ordered(own), call.e().node(x));
    List<Dim> batch = lanes.type().shape().subList(0, lanes.type().rank() - 1);
    Node places = call.e().node(k, DType.I64);
    int front = places.type().rank() - (each ? batch.size() : 0);
    List<Dim> all = new ArrayList<>(places.type().shape().subList(0, front));
    Dim count = Dim.product(all);
    all.addAll(batch);
    List<Dim> shape = new ArrayList<>(batch);
    shape.add(count);
    List<Dim> across = new ArrayList<>(batch);
    across.addFirst(count);
    Node named =
        each
            ? b.permute(last(batch.size()), b.reshape(across, places))
            : b.reshape(List.of(count), places);
    TensorType type = TensorType.of(lanes.type().dtype(), shape);
    Node result =
        b.perform(new Procedure.Select(), List.of(lanes, named), List.of(type)).getFirst();
    return Num.of(b.convert(own, b.reshape(all, b.permute(first(batch.size()), result))));
  }

  /** The axes with the first one behind the others. */
  private static List<Integer> last(int others) {
    List<Integer> order = new ArrayList<>();
    for (int i = 1; i <= others; i++) {
      order.add(i);
    }
    order.add(0);
    return order;
  }

  /** The axes with the last one before the others. */
  private static List<Integer> first(int others) {
    List<Integer> order = new ArrayList<>(List.of(others));
    for (int i = 0; i < others; i++) {
      order.add(i);
    }
    return order;
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

  private static Value search(Call call, Operand vector, Operand values) {
    Operand sorted = call.has("sorter") ? sorted(call, vector) : vector;
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

  /** In the order that the sorter, as argsort gives one, brings it into. */
  private static Operand sorted(Call call, Operand vector) {
    Operand order = call.tensor("sorter");
    List<Indexing.Item> places = List.of(new Indexing.Item.At(order.span(), order));
    return new Operand(Indexing.select(call.e(), vector, places, call.span()), vector.span());
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
