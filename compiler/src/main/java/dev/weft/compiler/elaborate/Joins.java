// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Functions that put tensors, or parts of one, beside each other. */
enum Joins implements Builtin {
  CONCAT("arrays|tup, axis=", "tensors one after another along an axis", "concat", "concatenate"),
  STACK("arrays|tup, axis=", "tensors of one shape along a new axis", "stack"),
  HSTACK("arrays|tup", "tensors one after another along the second axis", "hstack"),
  VSTACK("arrays|tup", "tensors one below another", "vstack"),
  DSTACK("arrays|tup", "tensors one after another along the third axis", "dstack"),
  COLUMN_STACK("arrays|tup", "vectors as the columns of a matrix", "column_stack"),
  TILE("x|A, reps", "the tensor repeated as a whole", "tile"),
  REPEAT("x|a, repeats, axis=", "every element repeated as often", "_repeat"),
  ROLL("x|a, shift, axis=", "elements shifted round an axis", "roll"),
  DIFF("x|a, n=, axis=, prepend=, append=", "differences of neighbours along an axis", "diff"),
  TAKE(
      "x|a, indices, axis=, mode=",
      "the elements at indices along an axis; mode wrap or clip brings all into range",
      "take"),
  MESHGRID("*arrays, indexing=, sparse=, copy=", "coordinates of a grid, as a tuple", "meshgrid");

  private final Entry entry;

  Joins(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return this == TAKE;
  }

  @Override
  public Value apply(Call call) {
    return switch (this) {
      case CONCAT -> concat(call);
      case STACK -> stack(call);
      case HSTACK -> {
        List<Operand> parts = parts(call, 1);
        yield join(call, parts, parts.getFirst().num().rank() == 1 ? 0 : 1);
      }
      case VSTACK -> join(call, parts(call, 2), 0);
      case DSTACK -> join(call, parts(call, 0).stream().map(x -> Shapes.deep(call, x)).toList(), 2);
      case COLUMN_STACK ->
          join(call, parts(call, 1).stream().map(x -> column(call, x)).toList(), 1);
      case TILE -> tile(call);
      case REPEAT -> repeat(call);
      case ROLL -> roll(call);
      case DIFF -> diff(call);
      case TAKE -> take(call);
      case MESHGRID -> meshgrid(call);
    };
  }

  private static List<Operand> parts(Call call, int rank) {
    List<Operand> parts = call.tensors("arrays");
    if (call.given("arrays").value() instanceof Num) {
      throw call.mistake(ErrorCode.E0202, call.span(), call.name() + " takes a list of tensors")
          .help("write " + call.name() + "([x, y])");
    }
    if (parts.isEmpty()) {
      throw call.mistake(ErrorCode.E0202, call.span(), call.name() + " needs at least one tensor");
    }
    return parts.stream().map(part -> Shapes.atLeast(call, part, rank)).toList();
  }

  private static Operand column(Call call, Operand x) {
    if (x.num().rank() != 1) {
      return x;
    }
    List<Dim> shape = List.of(x.num().type().dim(0), Dim.ONE);
    return new Operand(Num.of(call.e().builder().reshape(shape, call.e().node(x))), x.span());
  }

  /** One tensor stands for the list of its parts along the first axis. */
  private static Value merged(Call call, Num x) {
    if (x.rank() < 2) {
      throw call.mistake(ErrorCode.E0205, call.span(), "scalars have no axis to be joined along");
    }
    Operand given = call.tensor("arrays");
    if (call.arguments().containsKey("axis") && !call.has("axis")) {
      return Shapes.flat(call, given).num();
    }
    int axis = call.has("axis") ? call.axis("axis", x.rank() - 1) : 0;
    Node apart = spread(call, given, axis);
    List<Dim> shape = new ArrayList<>(apart.type().shape());
    shape.set(axis, shape.get(axis).times(shape.remove(axis + 1)));
    return Num.of(call.e().builder().reshape(shape, apart));
  }

  /** With the first axis at another place. */
  private static Node spread(Call call, Operand x, int axis) {
    List<Integer> order = new ArrayList<>();
    for (int i = 1; i < x.num().rank(); i++) {
      order.add(i);
    }
    order.add(axis, 0);
    return call.e().at(call.span()).permute(order, call.e().node(x));
  }

  private static Value concat(Call call) {
    if (call.given("arrays").value() instanceof Num x) {
      return merged(call, x);
    }
    if (call.arguments().containsKey("axis") && !call.has("axis")) {
      return join(call, parts(call, 0).stream().map(x -> Shapes.flat(call, x)).toList(), 0);
    }
    List<Operand> parts = parts(call, 0);
    int rank = parts.getFirst().num().rank();
    if (rank == 0) {
      throw call.mistake(ErrorCode.E0205, call.span(), "scalars have no axis to be joined along")
          .help("use stack([...])");
    }
    return join(call, parts, call.has("axis") ? call.axis("axis", rank) : 0);
  }

  private static Num join(Call call, List<Operand> parts, int axis) {
    DType dtype = Elaboration.common(parts).dtype();
    call.e().at(call.span());
    List<Node> nodes = new ArrayList<>();
    for (Operand part : parts) {
      Lists.same(call.e(), parts.getFirst(), part, axis, call.span());
      nodes.add(call.e().node(part, dtype));
    }
    return Num.of(call.e().builder().concat(axis, nodes));
  }

  private static Value stack(Call call) {
    if (call.given("arrays").value() instanceof Num x) {
      if (x.rank() == 0) {
        throw call.mistake(ErrorCode.E0202, call.span(), "a scalar has no parts to be stacked");
      }
      int axis = call.has("axis") ? call.axis("axis", x.rank()) : 0;
      return Num.of(spread(call, call.tensor("arrays"), axis));
    }
    List<Operand> parts = parts(call, 0);
    int rank = parts.getFirst().num().rank() + 1;
    int axis = call.has("axis") ? call.axis("axis", rank) : 0;
    return Lists.stack(call.e(), parts, axis, call.span());
  }

  private static Value tile(Call call) {
    Operand x = call.tensor("x");
    List<Dim> reps = new ArrayList<>(call.sizes("reps"));
    List<Dim> shape = new ArrayList<>(x.num().type().shape());
    while (shape.size() < reps.size()) {
      shape.addFirst(Dim.ONE);
    }
    while (reps.size() < shape.size()) {
      reps.addFirst(Dim.ONE);
    }
    List<Dim> apart = new ArrayList<>();
    List<Dim> wide = new ArrayList<>();
    List<Dim> result = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      Dim times = call.natural(reps.get(i), call.given("reps").span());
      apart.addAll(List.of(Dim.ONE, shape.get(i)));
      wide.addAll(List.of(times, shape.get(i)));
      result.add(shape.get(i).times(times));
    }
    return spread(call, x, apart, wide, result);
  }

  /** A view with axes of size 1, stretched and merged. */
  private static Value spread(
      Call call, Operand x, List<Dim> apart, List<Dim> wide, List<Dim> result) {
    GraphBuilder b = call.e().at(call.span());
    call.bounded(result);
    Node split = b.reshape(apart, call.e().node(x));
    return Num.of(b.reshape(result, b.broadcast(wide, split)));
  }

  private static Value repeat(Call call) {
    Operand given = call.tensor("x");
    Operand x = call.has("axis") ? given : Shapes.flat(call, given);
    int axis = call.has("axis") ? call.axis("axis", x.num().rank()) : 0;
    Dim times =
        call.natural(
            call.integerDim(call.given("repeats"), "repeats"), call.given("repeats").span());
    List<Dim> shape = x.num().type().shape();
    List<Dim> apart = new ArrayList<>(shape);
    apart.add(axis + 1, Dim.ONE);
    List<Dim> wide = new ArrayList<>(shape);
    wide.add(axis + 1, times);
    List<Dim> result = new ArrayList<>(shape);
    result.set(axis, shape.get(axis).times(times));
    return spread(call, x, apart, wide, result);
  }

  private static Value roll(Call call) {
    Operand x = call.tensor("x");
    List<Dim> shifts = call.sizes("shift");
    if (!call.has("axis")) {
      Operand flat = Shapes.flat(call, x);
      for (Dim shift : shifts) {
        flat = new Operand(rolled(call, flat, 0, shift), x.span());
      }
      return Num.of(call.e().builder().reshape(x.num().type().shape(), call.e().node(flat)));
    }
    List<Integer> axes = call.someAxes("axis", x.num().rank());
    if (shifts.size() != 1 && axes.size() != 1 && shifts.size() != axes.size()) {
      throw call.mistake(
          ErrorCode.E0202, call.span(), shifts.size() + " shifts for " + axes.size() + " axes");
    }
    int count = shifts.size() == 1 ? axes.size() : shifts.size();
    for (int i = 0; i < count; i++) {
      int axis = axes.get(axes.size() == 1 ? 0 : i);
      Num turned = rolled(call, x, axis, shifts.get(shifts.size() == 1 ? 0 : i));
      x = new Operand(turned, x.span());
    }
    return x.num();
  }

  private static Num rolled(Call call, Operand x, int axis, Dim shift) {
    Dim n = x.num().type().dim(axis);
    // The remainder of the shift; of an empty axis 0.
    Dim turn = shift.minus(n.times(shift.floorDiv(n))).max(Dim.ZERO).min(n);
    if (turn.is(0)) {
      return x.num();
    }
    Operand tail = part(call, x, axis, n.minus(turn), turn);
    Operand head = part(call, x, axis, Dim.ZERO, n.minus(turn));
    return join(call, List.of(tail, head), axis);
  }

  private static Operand part(Call call, Operand x, int axis, Dim from, Dim size) {
    return new Operand(
        Indexing.part(call.e(), x, axis, from, call.e().sizes().use(size)), x.span());
  }

  private static Value diff(Call call) {
    Operand x = call.tensor("x");
    if (x.num().rank() == 0) {
      throw call.mistake(ErrorCode.E0205, x.span(), "diff needs an axis; a scalar has none");
    }
    int axis = call.has("axis") ? call.axis("axis", x.num().rank()) : x.num().rank() - 1;
    long times = call.integer("n", 1);
    if (times < 0 || times > 64) {
      throw call.mistake(ErrorCode.E0202, call.given("n").span(), "n of diff must be 0 to 64");
    }
    x = widened(call, x, axis);
    for (long i = 0; i < times; i++) {
      x = new Operand(difference(call, x, axis), x.span());
    }
    return x.num();
  }

  /** With what stands before and after it; a scalar is one element at every place. */
  private static Operand widened(Call call, Operand x, int axis) {
    List<Operand> parts = new ArrayList<>();
    for (String name : List.of("prepend", "", "append")) {
      if (name.isEmpty()) {
        parts.add(x);
      } else if (call.has(name)) {
        Operand part = call.tensor(name);
        List<Dim> shape = new ArrayList<>(x.num().type().shape());
        shape.set(axis, Dim.ONE);
        Node node = call.e().node(part);
        Node wide = part.num().rank() == 0 ? call.e().builder().broadcast(shape, node) : node;
        TensorType type = new TensorType(wide.type().dtype(), wide.type().shape(), false);
        parts.add(new Operand(new Num(type, wide, null, null, ""), part.span()));
      }
    }
    return parts.size() == 1 ? x : new Operand(join(call, parts, axis), x.span());
  }

  private static Num difference(Call call, Operand x, int axis) {
    Span span = call.span();
    Sizes sizes = call.e().sizes();
    Dim n = x.num().type().dim(axis);
    SliceDims rest = SliceDims.of(sizes, n, Dim.ONE, null, 1);
    call.e().at(span);
    Node later = Indexing.part(call.e(), x, axis, rest.start(), rest.size()).node();
    Node earlier = Indexing.part(call.e(), x, axis, Dim.ZERO, rest.size()).node();
    ScalarOp op = x.num().dtype() == DType.BOOL ? ScalarOp.NOT_EQUAL : ScalarOp.SUBTRACT;
    return Num.of(call.e().builder().map(op, List.of(later, earlier)));
  }

  private static Value take(Call call) {
    Operand given = call.tensor("x");
    Operand x = call.has("axis") ? given : Shapes.flat(call, given);
    int axis = call.has("axis") ? call.axis("axis", x.num().rank()) : 0;
    Operand index = Places.inRange(call, call.tensor("indices"), x.num().type().dim(axis));
    Span span = call.given("indices").span();
    List<Indexing.Item> items = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      items.add(new Indexing.Item.Slice(span, null, null, 1));
    }
    items.add(new Indexing.Item.At(span, index));
    return Indexing.select(call.e(), x, items, call.span());
  }

  /** With indexing "xy", the default, the first tensor runs along the second axis. */
  private static Value meshgrid(Call call) {
    List<Operand> parts = call.tensors("arrays").stream().map(x -> Shapes.flat(call, x)).toList();
    List<Dim> shape = new ArrayList<>(parts.stream().map(p -> p.num().type().dim(0)).toList());
    String indexing = call.has("indexing") ? call.text("indexing") : "xy";
    if (!indexing.equals("xy") && !indexing.equals("ij")) {
      throw call.mistake(
          ErrorCode.E0202, call.given("indexing").span(), "indexing must be 'xy' or 'ij'");
    }
    boolean turned = indexing.equals("xy") && parts.size() > 1;
    if (turned) {
      shape.set(0, parts.get(1).num().type().dim(0));
      shape.set(1, parts.get(0).num().type().dim(0));
    }
    List<Value> grids = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int axis = turned && i < 2 ? 1 - i : i;
      List<Dim> own = new ArrayList<>(shape);
      own.replaceAll(_ -> Dim.ONE);
      own.set(axis, shape.get(axis));
      GraphBuilder b = call.e().at(call.span());
      Node thin = b.reshape(own, call.e().node(parts.get(i)));
      grids.add(Num.of(call.flag("sparse") ? thin : b.broadcast(shape, thin)));
    }
    return new Value.Sequence(grids, false);
  }
}
