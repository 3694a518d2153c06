// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Functions of matrices that are no products. */
enum Matrices implements Builtin {
  TRIL("x|m, k=", "the part on and below a diagonal, zeros elsewhere", "tril"),
  TRIU("x|m, k=", "the part on and above a diagonal, zeros elsewhere", "triu"),
  DIAGONAL("x|a, offset=, axis1=, axis2=", "the elements of a diagonal", "diagonal"),
  TRACE("x|a, offset=, axis1=, axis2=, dtype=", "the sum of a diagonal", "trace"),
  DIAG("x|v, k=", "the diagonal of a matrix, or a matrix of a diagonal", "diag");

  private final Entry entry;

  Matrices(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return this == DIAGONAL || this == TRACE;
  }

  @Override
  public Value apply(Call call) {
    Operand x = call.tensor("x");
    call.e().at(call.span());
    return switch (this) {
      case TRIL -> triangle(call, x, ScalarOp.LESS_EQUAL);
      case TRIU -> triangle(call, x, ScalarOp.GREATER_EQUAL);
      case DIAGONAL -> Num.of(diagonal(call, x, x.num().dtype()));
      case TRACE -> {
        DType dtype = call.dtype("dtype").orElse(Promotion.toSum(x.num().dtype()));
        Node elements = diagonal(call, x, dtype);
        GraphBuilder b = call.e().builder();
        boolean narrow = dtype.isSmall() || dtype == DType.BOOL;
        Node wide = narrow ? b.convert(DType.I32, elements) : elements;
        Node sum = b.reduce(Monoid.SUM, List.of(wide.type().rank() - 1), wide);
        yield Num.of(b.convert(dtype, sum));
      }
      case DIAG -> diag(call, x);
    };
  }

  private static void demandMatrix(Call call, Operand x) {
    if (x.num().rank() < 2) {
      throw call.mistake(
          ErrorCode.E0205,
          call.span(),
          call.name() + " needs at least two axes, not " + x.num().rank());
    }
  }

  private static Value triangle(Call call, Operand given, ScalarOp keep) {
    Operand x = given.num().rank() == 1 ? square(call, given) : given;
    demandMatrix(call, x);
    TensorType type = x.num().type();
    Node mask = compared(call, type.shape(), keep, call.integer("k", 0));
    GraphBuilder b = call.e().builder();
    Node zero = b.broadcast(type.shape(), b.constant(Literal.of(type.dtype(), 0L)));
    return Num.of(b.map(ScalarOp.WHERE, List.of(mask, call.e().node(x), zero)));
  }

  /** A vector as every row of a square. */
  private static Operand square(Call call, Operand x) {
    Dim n = x.num().type().dim(0);
    return new Operand(
        Num.of(call.e().builder().broadcast(List.of(n, n), call.e().node(x))), x.span());
  }

  /** {@code column op row + k} over the last two axes of a shape. */
  static Node compared(Call call, List<Dim> shape, ScalarOp op, long k) {
    GraphBuilder b = call.e().builder();
    Dim rows = shape.get(shape.size() - 2);
    Dim columns = shape.getLast();
    call.e().sizes().use(rows);
    call.e().sizes().use(columns);
    List<Dim> flat = List.of(rows, columns);
    Node row = b.broadcast(flat, b.reshape(List.of(rows, Dim.ONE), b.iota(rows)));
    Node column = b.broadcast(flat, b.iota(columns));
    if (k != 0) {
      Node by = b.broadcast(flat, b.constant(Literal.of(k)));
      row = b.map(ScalarOp.ADD, List.of(row, by));
    }
    return b.broadcast(shape, b.map(op, List.of(column, row)));
  }

  private static Node diagonal(Call call, Operand x, DType dtype) {
    demandMatrix(call, x);
    int rank = x.num().rank();
    int first = call.has("axis1") ? call.axis("axis1", rank) : 0;
    int second = call.has("axis2") ? call.axis("axis2", rank) : 1;
    if (first == second) {
      throw call.mistake(ErrorCode.E0205, call.span(), "a diagonal needs two different axes");
    }
    return along(call, call.e().node(x, dtype), first, second, call.integer("offset", 0));
  }

  private static Node along(Call call, Node x, int first, int second, long offset) {
    Dim rows = x.type().dim(first).plus(Math.min(offset, 0));
    Dim columns = x.type().dim(second).plus(-Math.max(offset, 0));
    Dim shorter = rows.equals(columns) ? rows : rows.min(columns);
    Dim length = call.e().sizes().natural(shorter);
    Dim start = offset >= 0 ? Dim.of(offset) : x.type().dim(second).times(Dim.of(-offset));
    return diagonal(call.e(), x, first, second, length, start);
  }

  private static Value diag(Call call, Operand x) {
    long k = call.integer("k", 0);
    if (x.num().rank() == 2) {
      return Num.of(along(call, call.e().node(x), 0, 1, k));
    }
    if (x.num().rank() != 1) {
      throw call.mistake(ErrorCode.E0205, call.span(), "diag needs one axis or two");
    }
    GraphBuilder b = call.e().builder();
    Dim n = x.num().type().dim(0).plus(Math.abs(k));
    List<Dim> shape = List.of(n, n);
    Node mask = compared(call, shape, ScalarOp.EQUAL, k);
    // The elements, moved right where the diagonal lies above the main one.
    Node zero = b.constant(Literal.of(x.num().dtype(), 0L));
    Node elements = call.e().node(x);
    if (k != 0) {
      Node gap = b.broadcast(List.of(Dim.of(Math.abs(k))), zero);
      elements = b.concat(0, k > 0 ? List.of(gap, elements) : List.of(elements, gap));
    }
    Node wide = b.broadcast(shape, elements);
    return Num.of(b.map(ScalarOp.WHERE, List.of(mask, wide, b.broadcast(shape, zero))));
  }

  /**
   * The diagonal of two axes, which becomes the last axis.
   *
   * @param start place of its first element in row-major order of the two axes
   */
  static Node diagonal(Elaboration e, Node x, int first, int second, Dim length, Dim start) {
    List<Integer> order = new ArrayList<>();
    List<Dim> shape = new ArrayList<>();
    for (int i = 0; i < x.type().rank(); i++) {
      if (i != first && i != second) {
        order.add(i);
        shape.add(x.type().dim(i));
      }
    }
    order.add(first);
    order.add(second);
    Dim columns = x.type().dim(second);
    int axis = shape.size();
    shape.add(x.type().dim(first).times(columns));
    Node flat = e.builder().reshape(shape, e.builder().permute(order, x));
    return e.builder().gather(axis, flat, places(e, length, columns.plus(1), start));
  }

  /** {@code start + i * stride} for every i below the length. */
  private static Node places(Elaboration e, Dim length, Dim stride, Dim start) {
    List<Dim> shape = List.of(e.sizes().use(length));
    Node index = e.builder().iota(length);
    Node scale = e.builder().broadcast(shape, size(e, stride));
    Node place = e.builder().map(ScalarOp.MULTIPLY, List.of(index, scale));
    if (start.is(0)) {
      return place;
    }
    Node from = e.builder().broadcast(shape, size(e, start));
    return e.builder().map(ScalarOp.ADD, List.of(place, from));
  }

  private static Node size(Elaboration e, Dim dim) {
    return dim.isConstant()
        ? e.builder().constant(Literal.of(dim.constant()))
        : e.builder().size(e.sizes().use(dim));
  }
}
