// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that fold axes away. */
enum Reductions implements Builtin {
  SUM("x|a, axis=, dtype=, keepdims=", "the sum; integers and bools in i64", "sum"),
  PROD("x|a, axis=, dtype=, keepdims=", "the product; integers and bools in i64", "prod"),
  MIN("x|a, axis=, keepdims=", "the smallest element; NaN wins", "min", "amin"),
  MAX("x|a, axis=, keepdims=", "the largest element; NaN wins", "max", "amax"),
  MEAN("x|a, axis=, dtype=, keepdims=", "the arithmetic mean; integers in f64", "mean"),
  VAR("x|a, axis=, dtype=, ddof|correction=, keepdims=", "the variance", "var"),
  STD("x|a, axis=, dtype=, ddof|correction=, keepdims=", "the standard deviation", "std"),
  ANY("x|a, axis=, keepdims=", "whether any element is not 0", "any"),
  ALL("x|a, axis=, keepdims=", "whether no element is 0", "all"),
  ARGMIN("x|a, axis=, keepdims=", "index of the first smallest element", "argmin"),
  ARGMAX("x|a, axis=, keepdims=", "index of the first largest element", "argmax"),
  COUNT_NONZERO("x|a, axis=, keepdims=", "how many elements are not 0", "count_nonzero"),
  PTP("x|a, axis=, keepdims=", "largest minus smallest element", "ptp");

  private final Entry entry;

  Reductions(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return this != COUNT_NONZERO;
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    Folded folded = new Folded(call, x);
    return switch (this) {
      case SUM -> folded.accumulate(Monoid.SUM);
      case PROD -> folded.accumulate(Monoid.PROD);
      case MIN -> folded.extreme(Monoid.MIN, ScalarOp.MINIMUM);
      case MAX -> folded.extreme(Monoid.MAX, ScalarOp.MAXIMUM);
      case MEAN -> folded.mean();
      case VAR -> folded.variance(false);
      case STD -> folded.variance(true);
      case ANY -> folded.logic(Monoid.ANY);
      case ALL -> folded.logic(Monoid.ALL);
      case ARGMIN -> folded.arg(Monoid.ARGMIN);
      case ARGMAX -> folded.arg(Monoid.ARGMAX);
      case COUNT_NONZERO -> folded.count();
      case PTP -> folded.range();
    };
  }

  /** One reduction: its operand, axes and the shape of its result. */
  private static final class Folded {
    private final Call call;
    private final Elaboration e;
    private final Operand x;
    private final List<Integer> axes;
    private final boolean keep;

    Folded(Call call, Operand x) {
      this.call = call;
      this.e = call.e();
      this.x = x;
      int rank = x.num().rank();
      this.axes =
          call.axes("axis", rank)
              .map(list -> list.stream().sorted().toList())
              .orElseGet(() -> IntStream.range(0, rank).boxed().toList());
      this.keep = call.flag("keepdims");
      e.at(call.span());
    }

    private Value fold(Monoid monoid, Node node) {
      return Num.of(fold(monoid, node, keep));
    }

    private Node fold(Monoid monoid, Node node, boolean keepAxes) {
      if (axes.isEmpty() && !monoid.isArg()) {
        return node;
      }
      Node result = e.builder().reduce(monoid, axes, whole(monoid, node));
      return keepAxes ? e.builder().reshape(kept(node.type()), result) : result;
    }

    /** Selected elements as all of them, with what counts as nothing in the place of others. */
    private Node whole(Monoid monoid, Node node) {
      List<Literal> nothing = monoid.identity(node.type().dtype());
      return nothing.isEmpty()
          ? node
          : Masked.of(e.builder(), node)
              .filter(masked -> axes.contains(masked.axis()))
              .map(masked -> masked.filled(e.builder(), nothing.getFirst()))
              .orElse(node);
    }

    private List<Dim> kept(TensorType type) {
      List<Dim> shape = new ArrayList<>(type.shape());
      axes.forEach(axis -> shape.set(axis, Dim.ONE));
      return shape;
    }

    private DType dtype(DType otherwise) {
      return call.arguments().containsKey("dtype")
          ? call.dtype("dtype").orElse(otherwise)
          : otherwise;
    }

    Value accumulate(Monoid monoid) {
      DType dtype = dtype(Promotion.toSum(x.num().dtype()));
      if (dtype == DType.BOOL) {
        return logic(monoid == Monoid.SUM ? Monoid.ANY : Monoid.ALL);
      }
      return narrowed(monoid, e.node(x, dtype));
    }

    /** Small integers are folded as i32: what wraps at the end wraps as if it had on the way. */
    private Value narrowed(Monoid monoid, Node node) {
      DType dtype = node.type().dtype();
      Node result = fold(monoid, dtype.isSmall() ? wide(node) : node, keep);
      return Num.of(e.builder().convert(dtype, result));
    }

    /** The dtype of a mean or variance. */
    private DType real() {
      DType dtype = dtype(Promotion.toFloat(x.num().dtype()));
      if (dtype.isInteger() || dtype == DType.BOOL) {
        throw call.mistake(
                ErrorCode.E0201,
                call.given("dtype").span(),
                call.name() + " is not computed in " + dtype)
            .help("name a float dtype, and convert the result");
      }
      return dtype;
    }

    Value logic(Monoid monoid) {
      return fold(monoid, e.node(x, DType.BOOL));
    }

    Value count() {
      Node truth = e.node(x, DType.BOOL);
      return fold(Monoid.SUM, e.builder().convert(DType.I64, truth));
    }

    Value extreme(Monoid monoid, ScalarOp bools) {
      Orders.demand(call, x);
      demandElements();
      if (x.num().dtype() == DType.BOOL) {
        return fold(bools == ScalarOp.MINIMUM ? Monoid.ALL : Monoid.ANY, e.node(x));
      }
      return narrowed(monoid, e.node(x));
    }

    Value range() {
      Orders.demand(call, x);
      demandElements();
      DType dtype = x.num().dtype();
      if (dtype == DType.BOOL) {
        throw call.mistake(ErrorCode.E0201, x.span(), "ptp is not defined for " + dtype);
      }
      Node node = dtype.isSmall() ? wide(e.node(x)) : e.node(x);
      Node most = fold(Monoid.MAX, node, keep);
      Node least = fold(Monoid.MIN, node, keep);
      Node range = e.builder().map(ScalarOp.SUBTRACT, List.of(most, least));
      return Num.of(e.builder().convert(dtype, range));
    }

    Value arg(Monoid monoid) {
      Orders.demand(call, x);
      if (axes.size() > 1 && call.has("axis")) {
        throw call.mistake(
            ErrorCode.E0205, call.given("axis").span(), call.name() + " takes one axis, or none");
      }
      demandElements();
      Node node = e.node(x);
      if (axes.isEmpty()) {
        return Num.of(e.builder().constant(Literal.of(0L)));
      }
      DType dtype = node.type().dtype();
      return fold(monoid, dtype == DType.BOOL || dtype.isSmall() ? wide(node) : node);
    }

    /** As a dtype that has an order and arithmetic. */
    private Node wide(Node node) {
      return e.builder().convert(DType.I32, node);
    }

    /** Without elements there is no extreme. */
    private void demandElements() {
      Dim count = Dim.product(axes.stream().map(x.num().type()::dim).toList());
      e.sizes()
          .require(
              Relation.AT_LEAST,
              count,
              Dim.ONE,
              ErrorCode.E0210,
              e.site(call.span()),
              call.name() + " of no elements has no value",
              e.located(List.of(x)));
    }

    Value mean() {
      DType dtype = real();
      return Num.of(mean(e.node(x, dtype), keep));
    }

    private Node mean(Node node, boolean keepAxes) {
      Node sum = fold(Monoid.SUM, node, keepAxes);
      return divide(sum, count(node.type(), 0));
    }

    /** How many elements fold into one, less a correction, at least 0. */
    private Node count(TensorType type, double correction) {
      Dim count = Dim.product(axes.stream().map(type::dim).toList());
      Node size =
          count.isConstant()
              ? e.builder().constant(Literal.of(type.dtype(), (double) count.constant()))
              : e.builder().convert(type.dtype(), e.size(count));
      if (correction == 0) {
        return size;
      }
      Node less = e.builder().constant(Literal.of(type.dtype(), correction));
      Node rest = e.builder().map(ScalarOp.SUBTRACT, List.of(size, less));
      Node zero = e.builder().constant(Literal.of(type.dtype(), 0.0));
      return e.builder().map(ScalarOp.MAXIMUM, List.of(rest, zero));
    }

    private Node divide(Node a, Node b) {
      Node divisor = e.builder().broadcast(a.type().shape(), b);
      return e.builder().map(ScalarOp.DIVIDE, List.of(a, divisor));
    }

    /** The squares of absolute values. */
    private Node square(Node node) {
      if (!node.type().dtype().isComplex()) {
        return e.builder().map(ScalarOp.MULTIPLY, List.of(node, node));
      }
      Node re = e.builder().map(ScalarOp.REAL, List.of(node));
      Node im = e.builder().map(ScalarOp.IMAG, List.of(node));
      return e.builder().map(ScalarOp.ADD, List.of(square(re), square(im)));
    }

    Value variance(boolean root) {
      DType dtype = real();
      double correction = call.has("ddof") ? call.scalar("ddof").asDouble() : 0;
      Node node = e.node(x, dtype);
      Node mean = e.builder().broadcast(node.type().shape(), mean(node, true));
      Node apart = e.builder().map(ScalarOp.SUBTRACT, List.of(node, mean));
      Node square = square(apart);
      Node sum = fold(Monoid.SUM, square, keep);
      Node variance = divide(sum, count(square.type(), correction));
      return Num.of(root ? e.builder().map(ScalarOp.SQRT, List.of(variance)) : variance);
    }
  }
}
