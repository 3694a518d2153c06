// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Functions that make tensors of sizes and scalars. */
enum Creation implements Builtin {
  ZEROS("shape, dtype=", "zeros of a shape", "zeros", "empty"),
  ONES("shape, dtype=", "ones of a shape", "ones"),
  FULL("shape, value|fill_value, dtype=", "one value in a shape", "full"),
  ZEROS_LIKE("x|a, dtype=", "zeros of the shape of x", "zeros_like", "empty_like"),
  ONES_LIKE("x|a, dtype=", "ones of the shape of x", "ones_like"),
  FULL_LIKE("x|a, value|fill_value, dtype=", "one value in the shape of x", "full_like"),
  ARANGE("start, stop=, step=, dtype=", "the integers, or numbers, of a range", "arange"),
  LINSPACE("start, stop, num=, endpoint=, dtype=", "numbers evenly apart", "linspace"),
  EYE("n|N, m|M=, k=, dtype=", "ones on a diagonal, zeros elsewhere", "eye", "identity"),
  ARRAY("x|object, dtype=", "a list as a tensor", "array", "asarray");

  private final Entry entry;

  Creation(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public Value apply(Call call) {
    call.e().at(call.span());
    return switch (this) {
      case ZEROS -> filled(call, Scalar.of(0));
      case ONES -> filled(call, Scalar.of(1));
      case FULL -> full(call, shape(call), call.tensor("value").num().dtype());
      case ZEROS_LIKE -> filledLike(call, Scalar.of(0));
      case ONES_LIKE -> filledLike(call, Scalar.of(1));
      case FULL_LIKE -> {
        Operand x = call.tensor("x");
        yield full(call, x.num().type().shape(), x.num().dtype());
      }
      case ARANGE -> arange(call);
      case LINSPACE -> linspace(call);
      case EYE -> eye(call);
      case ARRAY -> {
        Operand x = call.tensor("x");
        yield Elementwise.convert(call.e(), x, call.dtype("dtype").orElse(x.num().dtype()));
      }
    };
  }

  private static List<Dim> shape(Call call) {
    return call.bounded(
        call.sizes("shape").stream()
            .map(dim -> call.natural(dim, call.given("shape").span()))
            .toList());
  }

  private static Value filled(Call call, Scalar value) {
    return fill(call, shape(call), value, call.dtype("dtype").orElse(DType.F64));
  }

  private static Value filledLike(Call call, Scalar value) {
    Num like = call.tensor("x").num();
    return fill(call, like.type().shape(), value, call.dtype("dtype").orElse(like.dtype()));
  }

  private static Value fill(Call call, List<Dim> shape, Scalar value, DType dtype) {
    Node node = call.e().builder().constant(call.e().literal(value, dtype, call.span()));
    return Num.of(call.e().builder().broadcast(shape, node));
  }

  private static Value full(Call call, List<Dim> shape, DType otherwise) {
    Operand given = call.tensor("value");
    Node value = call.e().node(given, call.dtype("dtype").orElse(otherwise));
    return Shapes.stretched(call, new Operand(Num.of(value), given.span()), shape, call.span());
  }

  private static Value arange(Call call) {
    Operand first = call.tensor("start");
    boolean one = !call.has("stop");
    Operand start = one ? new Operand(Num.weak(Scalar.of(0)), first.span()) : first;
    Operand stop = one ? first : call.tensor("stop");
    Operand step =
        call.has("step") ? call.tensor("step") : new Operand(Num.weak(Scalar.of(1)), call.span());
    DType common = Elaboration.common(List.of(start, stop, step)).dtype();
    DType dtype = call.dtype("dtype").orElse(common);
    Dim count = common.isFloat() ? realCount(call) : integerCount(call, start, stop, step);
    return ramp(call, count, start, step, common.isFloat() ? DType.F64 : DType.I64, dtype);
  }

  private static Dim integerCount(Call call, Operand start, Operand stop, Operand step) {
    Dim from = call.integerDim(new Call.Given(start.num(), start.span()), "start");
    Dim to = call.integerDim(new Call.Given(stop.num(), stop.span()), "stop");
    Dim by = call.integerDim(new Call.Given(step.num(), step.span()), "step");
    if (!by.isConstant() || by.is(0)) {
      throw call.mistake(
          ErrorCode.E0303, step.span(), "the step of arange must be a literal other than 0");
    }
    long stride = by.constant();
    Dim reach = stride > 0 ? to.minus(from) : from.minus(to);
    long width = Math.abs(stride);
    Dim count = width == 1 ? reach : reach.plus(width - 1).floorDiv(Dim.of(width));
    return call.e().sizes().natural(count);
  }

  private static Dim realCount(Call call) {
    boolean one = !call.has("stop");
    double from = one ? 0 : call.scalar("start").asDouble();
    double to = call.scalar(one ? "start" : "stop").asDouble();
    double by = call.has("step") ? call.scalar("step").asDouble() : 1;
    double count = Math.ceil((to - from) / by);
    if (Double.isNaN(count) || count > Integer.MAX_VALUE) {
      throw call.mistake(ErrorCode.E0214, call.span(), "arange of " + count + " elements");
    }
    return Dim.of((long) Math.max(count, 0));
  }

  /** {@code start + i * step} for i below the count. */
  private static Value ramp(
      Call call, Dim count, Operand start, Operand step, DType inner, DType result) {
    GraphBuilder b = call.e().builder();
    List<Dim> shape = call.bounded(List.of(count));
    Node index = b.convert(inner, b.iota(call.e().sizes().use(count)));
    Node value = index;
    if (!isConstant(step, 1)) {
      Node by = b.broadcast(shape, call.e().node(step, inner));
      value = b.map(ScalarOp.MULTIPLY, List.of(value, by));
    }
    if (!isConstant(start, 0)) {
      Node from = b.broadcast(shape, call.e().node(start, inner));
      value = b.map(ScalarOp.ADD, List.of(from, value));
    }
    return Num.of(b.convert(result, value));
  }

  private static boolean isConstant(Operand x, long value) {
    return x.num().constant() instanceof Scalar.Int i && i.equals(Scalar.of(value));
  }

  private static Value linspace(Call call) {
    Elaboration e = call.e();
    Dim count =
        call.has("num") ? call.natural(call.size("num"), call.given("num").span()) : Dim.of(50);
    boolean endpoint = !call.arguments().containsKey("endpoint") || call.flag("endpoint");
    GraphBuilder b = e.builder();
    Operand first = call.tensor("start");
    Operand last = call.tensor("stop");
    List<Dim> each = e.broadcast(call.span(), List.of(first, last));
    List<Dim> shape = new ArrayList<>(each);
    shape.addFirst(count);
    call.bounded(shape);
    Node start = b.broadcast(each, e.node(first, DType.F64));
    Node stop = b.broadcast(each, e.node(last, DType.F64));
    Dim parts = endpoint ? count.plus(-1).max(Dim.ONE) : count.max(Dim.ONE);
    List<Dim> column = new ArrayList<>(Collections.nCopies(shape.size(), Dim.ONE));
    column.set(0, e.sizes().use(count));
    Node index = b.broadcast(shape, b.reshape(column, b.iota(count)));
    Node steps = b.broadcast(each, b.convert(DType.F64, b.size(e.sizes().use(parts))));
    Node step =
        b.map(ScalarOp.DIVIDE, List.of(b.map(ScalarOp.SUBTRACT, List.of(stop, start)), steps));
    Node offset =
        b.map(ScalarOp.MULTIPLY, List.of(b.convert(DType.F64, index), b.broadcast(shape, step)));
    Node value = b.map(ScalarOp.ADD, List.of(offset, b.broadcast(shape, start)));
    if (endpoint) {
      // The last element is the end itself, whatever rounding made of it.
      Node end = b.broadcast(shape, b.size(e.sizes().use(count.plus(-1).max(Dim.ONE))));
      Node atEnd = b.map(ScalarOp.EQUAL, List.of(index, end));
      value = b.map(ScalarOp.WHERE, List.of(atEnd, b.broadcast(shape, stop), value));
    }
    return Num.of(b.convert(call.dtype("dtype").orElse(DType.F64), value));
  }

  private static Value eye(Call call) {
    GraphBuilder b = call.e().builder();
    Dim rows = call.natural(call.size("n"), call.given("n").span());
    Dim columns = call.has("m") ? call.natural(call.size("m"), call.given("m").span()) : rows;
    List<Dim> shape = call.bounded(List.of(rows, columns));
    Node same = Matrices.compared(call, shape, ScalarOp.EQUAL, call.integer("k", 0));
    return Num.of(b.convert(call.dtype("dtype").orElse(DType.F64), same));
  }
}
