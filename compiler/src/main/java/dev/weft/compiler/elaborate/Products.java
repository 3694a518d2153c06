// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import java.util.ArrayList;
import java.util.List;

/** Products that sum over axes. */
enum Products implements Builtin {
  MATMUL("a|x1, b|x2", "the matrix product, as @", "matmul"),
  DOT("a, b", "the product over the last axis of a and the last but one of b", "dot"),
  VECDOT("a|x1, b|x2, axis=", "the sum of products along an axis", "vecdot"),
  VDOT("a, b", "the sum of products of all elements", "vdot"),
  INNER("a, b", "the sum of products over the last axes", "inner"),
  OUTER("a, b", "every product of an element of a with one of b", "outer"),
  TENSORDOT("a, b, axes=", "the sum of products over pairs of axes", "tensordot"),
  EINSUM("subscripts, *operands, optimize=", "sums of products by labelled axes", "einsum");

  private final Entry entry;

  Products(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return this == DOT;
  }

  @Override
  public Value apply(Call call) {
    Elaboration e = call.e();
    return switch (this) {
      case MATMUL -> matmul(e, call.span(), call.tensor("a"), call.tensor("b"));
      case DOT -> dot(call, call.tensor("a"), call.tensor("b"));
      case VECDOT -> vecdot(call, call.tensor("a"), call.tensor("b"));
      case VDOT -> vdot(call, call.tensor("a"), call.tensor("b"));
      case INNER -> inner(call, call.tensor("a"), call.tensor("b"));
      case OUTER -> outer(call, call.tensor("a"), call.tensor("b"));
      case TENSORDOT -> tensordot(call, call.tensor("a"), call.tensor("b"));
      case EINSUM -> Einsum.of(call);
    };
  }

  /** The matrix product of the last two axes, over broadcast axes before them. */
  static Num matmul(Elaboration e, Span span, Operand a, Operand b) {
    int m = a.num().rank();
    int n = b.num().rank();
    if (m == 0 || n == 0) {
      throw Sizes.labelled(
          ErrorCode.E0203
              .mistake(e.site(span), "'@' needs operands with axes, not a scalar")
              .help("use `*` to scale"),
          e.located(List.of(a, b)));
    }
    // Labels: 0 rows, 1 columns, 2 the summed axis, 3 and on the broadcast axes, from the right.
    List<Integer> left = batch(m - 2);
    List<Integer> right = batch(n - 2);
    List<Integer> result = batch(Math.max(m, n) - 2);
    if (m > 1) {
      left.add(0);
      result.add(0);
    }
    left.add(2);
    right.add(2);
    if (n > 1) {
      right.add(1);
      result.add(1);
    }
    return new Contraction(e, span, "'@'", false).contract(a, left, b, right, result);
  }

  private static List<Integer> batch(int count) {
    List<Integer> labels = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      labels.add(3 + i);
    }
    return labels;
  }

  private static List<Integer> labels(int rank, int from) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      labels.add(from + i);
    }
    return labels;
  }

  private static Value dot(Call call, Operand a, Operand b) {
    int m = a.num().rank();
    int n = b.num().rank();
    if (m == 0 || n == 0) {
      return scaled(call, a, b);
    }
    return over(call, a, b, List.of(m - 1), List.of(Math.max(n - 2, 0)));
  }

  private static Value scaled(Call call, Operand a, Operand b) {
    return call.e().map(ScalarOp.MULTIPLY, call.site(), List.of(a, b));
  }

  private static Value inner(Call call, Operand a, Operand b) {
    int m = a.num().rank();
    int n = b.num().rank();
    if (m == 0 || n == 0) {
      return scaled(call, a, b);
    }
    return over(call, a, b, List.of(m - 1), List.of(n - 1));
  }

  private static Value vecdot(Call call, Operand a, Operand b) {
    List<Dim> shape = call.e().broadcast(call.span(), List.of(a, b));
    int axis = call.has("axis") ? call.axis("axis", shape.size()) : shape.size() - 1;
    if (axis < 0) {
      throw call.mistake(ErrorCode.E0205, call.span(), "vecdot needs operands with axes");
    }
    List<Integer> left = labels(a.num().rank(), shape.size() - a.num().rank());
    List<Integer> right = labels(b.num().rank(), shape.size() - b.num().rank());
    List<Integer> result = labels(shape.size(), 0);
    result.remove(Integer.valueOf(axis));
    return contraction(call).contract(conjugate(call, a), left, b, right, result);
  }

  /** Products of vectors with themselves are their lengths, also of complex ones. */
  private static Operand conjugate(Call call, Operand x) {
    return x.num().dtype().isComplex()
        ? new Operand(call.e().map(ScalarOp.CONJ, call.site(), List.of(x)), x.span())
        : x;
  }

  private static Value vdot(Call call, Operand a, Operand b) {
    Operand flatA = Shapes.flat(call, conjugate(call, a));
    Operand flatB = Shapes.flat(call, b);
    return contraction(call).contract(flatA, List.of(0), flatB, List.of(0), List.of());
  }

  private static Value outer(Call call, Operand a, Operand b) {
    Operand flatA = Shapes.flat(call, a);
    Operand flatB = Shapes.flat(call, b);
    return contraction(call).contract(flatA, List.of(0), flatB, List.of(1), List.of(0, 1));
  }

  private static Value tensordot(Call call, Operand a, Operand b) {
    int m = a.num().rank();
    int n = b.num().rank();
    if (call.has("axes") && call.given("axes").value() instanceof Value.Sequence pair) {
      if (pair.elements().size() != 2) {
        throw call.mistake(
            ErrorCode.E0202, call.given("axes").span(), "axes must be a number or a pair of lists");
      }
      Span place = call.given("axes").span();
      return over(
          call,
          a,
          b,
          axes(call, pair.elements().get(0), m, place),
          axes(call, pair.elements().get(1), n, place));
    }
    long count = call.integer("axes", 2);
    if (count < 0 || count > Math.min(m, n)) {
      throw call.mistake(
          ErrorCode.E0205,
          call.span(),
          "tensordot over " + count + " axes of operands that have " + m + " and " + n);
    }
    return over(call, a, b, labels((int) count, m - (int) count), labels((int) count, 0));
  }

  private static List<Integer> axes(Call call, Value value, int rank, Span place) {
    List<Value> all = value instanceof Value.Sequence s ? s.elements() : List.of(value);
    return all.stream().map(v -> call.axis(new Call.Given(v, place), "axes", rank)).toList();
  }

  /** Sums over pairs of axes; what is left of a comes before what is left of b. */
  private static Value over(
      Call call, Operand a, Operand b, List<Integer> axesA, List<Integer> axesB) {
    if (axesA.size() != axesB.size()) {
      throw call.mistake(ErrorCode.E0202, call.span(), "as many axes of a as of b are needed");
    }
    List<Integer> left = labels(a.num().rank(), 0);
    List<Integer> right = labels(b.num().rank(), a.num().rank());
    List<Integer> result = new ArrayList<>(left);
    result.addAll(right);
    for (int i = 0; i < axesA.size(); i++) {
      Integer summed = left.get(axesA.get(i));
      result.remove(summed);
      result.remove(right.get(axesB.get(i)));
      right.set(axesB.get(i), summed);
    }
    return contraction(call).contract(a, left, b, right, result);
  }

  private static Contraction contraction(Call call) {
    return new Contraction(call.e(), call.span(), call.name(), false);
  }
}
