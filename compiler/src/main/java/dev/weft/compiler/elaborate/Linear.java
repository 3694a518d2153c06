// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Procedure;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decompositions of the matrices in the last two axes; axes before them are a batch. They are
 * routines of the library weft-linalg, each a step of its own.
 */
enum Linear implements Builtin {
  SOLVE("a, b", "x with a @ x equal to b; b is a vector or matrices", "solve"),
  INV("x|a", "the inverse", "inv"),
  DET("x|a", "the determinant", "det"),
  SLOGDET("x|a", "sign and log(abs(...)) of the determinant, as a tuple", "slogdet"),
  CHOLESKY("x|a", "the lower triangle l with l @ conj(l.T) equal to x", "cholesky"),
  QR(
      "x|a, mode=",
      "orthogonal q and upper triangle r, as a tuple; mode is reduced, complete or r",
      "qr"),
  EIGH(
      "x|a, uplo|UPLO=",
      "ascending eigenvalues and the vectors of a symmetric, or Hermitian, matrix, as a tuple",
      "eigh"),
  SVD(
      "x|a, full_matrices=, compute_uv=",
      "u, descending singular values, and v, transposed and conjugated, as a tuple",
      "svd");

  private final Entry entry;

  Linear(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public Value apply(Call call) {
    if (this == SOLVE) {
      return solve(call, call.tensor("a"), call.tensor("b"));
    }
    Operand x = call.tensor("x");
    demandMatrices(call, x);
    boolean square =
        switch (this) {
          case SOLVE, INV, DET, SLOGDET, CHOLESKY, EIGH -> true;
          case QR, SVD -> false;
        };
    if (square) {
      demandSquare(call, x);
    }
    List<Dim> shape = x.num().type().shape();
    List<Dim> batch = shape.subList(0, shape.size() - 2);
    Dim n = shape.getLast();
    return switch (this) {
      case SOLVE, INV, CHOLESKY -> only(routine(call, x, shape));
      case DET -> only(routine(call, x, batch));
      case SLOGDET -> tuple(routine(call, x, 1, batch, batch));
      case EIGH -> tuple(routine(call, triangle(call, x), 0, with(batch, n), shape));
      case QR -> qr(call, x, batch);
      case SVD -> svd(call, x, batch);
    };
  }

  /** With the triangle that is looked at below the diagonal. */
  private static Operand triangle(Call call, Operand x) {
    String which = call.has("uplo") ? call.text("uplo").toUpperCase(Locale.ROOT) : "L";
    if (which.equals("L")) {
      return x;
    }
    if (!which.equals("U")) {
      throw call.mistake(ErrorCode.E0202, call.given("uplo").span(), "UPLO must be 'L' or 'U'");
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < x.num().rank() - 2; i++) {
      order.add(i);
    }
    order.addAll(List.of(x.num().rank() - 1, x.num().rank() - 2));
    GraphBuilder b = call.e().at(call.span());
    Node turned = b.permute(order, call.e().node(x));
    boolean complex = x.num().dtype().isComplex();
    return new Operand(Num.of(complex ? b.map(ScalarOp.CONJ, List.of(turned)) : turned), x.span());
  }

  private static Value only(List<Node> results) {
    return Num.of(results.getFirst());
  }

  private static Value tuple(List<Node> results) {
    return new Sequence(results.stream().<Value>map(Num::of).toList(), false);
  }

  private static List<Dim> with(List<Dim> batch, Dim... more) {
    List<Dim> shape = new ArrayList<>(batch);
    shape.addAll(List.of(more));
    return shape;
  }

  private static void demandMatrices(Call call, Operand x) {
    if (x.num().rank() < 2) {
      throw call.mistake(
          ErrorCode.E0205,
          x.span(),
          call.name() + " needs matrices: at least two axes, not " + x.num().rank());
    }
  }

  private static void demandSquare(Call call, Operand x) {
    List<Dim> shape = x.num().type().shape();
    call.e()
        .sizes()
        .require(
            Relation.EQUAL,
            shape.get(shape.size() - 2),
            shape.getLast(),
            ErrorCode.E0209,
            call.e().site(call.span()),
            call.name() + " needs square matrices, not {left} by {right}",
            call.e().located(List.of(x)));
  }

  private static DType dtype(Operand... operands) {
    DType common = Elaboration.common(List.of(operands)).dtype();
    return common.isComplex() ? common : Promotion.toFloat(common);
  }

  /** The routines see the two parts of complex numbers as tensors of their own. */
  private static List<Node> perform(
      Call call, GraphBuilder b, List<Node> operands, List<TensorType> types) {
    Procedure procedure = new Procedure.Routine("linalg." + call.name());
    if (!operands.getFirst().type().dtype().isComplex()) {
      return b.perform(procedure, operands, types);
    }
    List<Node> planes = new ArrayList<>();
    for (Node operand : operands) {
      planes.add(b.map(ScalarOp.REAL, List.of(operand)));
      planes.add(b.map(ScalarOp.IMAG, List.of(operand)));
    }
    List<TensorType> parts = new ArrayList<>();
    for (TensorType type : types) {
      TensorType part = type.withDType(type.dtype().part());
      parts.addAll(type.dtype().isComplex() ? List.of(part, part) : List.of(part));
    }
    List<Node> results = new ArrayList<>(b.perform(procedure, planes, parts));
    return types.stream()
        .map(
            type ->
                type.dtype().isComplex()
                    ? b.map(ScalarOp.COMPLEX, List.of(results.removeFirst(), results.removeFirst()))
                    : results.removeFirst())
        .toList();
  }

  @SafeVarargs
  private static List<Node> routine(Call call, Operand x, List<Dim>... results) {
    return routine(call, x, -1, results);
  }

  /**
   * @param real which of the results is real, whatever the matrices are
   */
  @SafeVarargs
  private static List<Node> routine(Call call, Operand x, int real, List<Dim>... results) {
    DType dtype = dtype(x);
    GraphBuilder b = call.e().at(call.span());
    List<TensorType> types = new ArrayList<>();
    for (List<Dim> shape : results) {
      shape.forEach(call.e().sizes()::use);
      types.add(TensorType.of(types.size() == real ? dtype.part() : dtype, shape));
    }
    return perform(call, b, List.of(call.e().node(x, dtype)), types);
  }

  private static Value solve(Call call, Operand a, Operand b) {
    demandMatrices(call, a);
    demandSquare(call, a);
    boolean vector = b.num().rank() == 1;
    if (b.num().rank() == 0) {
      throw call.mistake(
          ErrorCode.E0205, b.span(), "solve needs a vector or matrices, not a scalar");
    }
    DType dtype = dtype(a, b);
    GraphBuilder g = call.e().at(call.span());
    Node left = call.e().node(a, dtype);
    Node right = call.e().node(b, dtype);
    if (vector) {
      right = g.reshape(List.of(right.type().dim(0), Dim.ONE), right);
    }
    List<Dim> m = left.type().shape();
    List<Dim> n = right.type().shape();
    call.e()
        .sizes()
        .require(
            Relation.EQUAL,
            m.getLast(),
            n.get(n.size() - 2),
            ErrorCode.E0204,
            call.e().site(call.span()),
            "solve of {left} equations with {right} values",
            call.e().located(List.of(a, b)));
    List<Dim> batch =
        call.e()
            .broadcast(call.span(), List.of(batch(a.num().type(), m), batch(b.num().type(), n)));
    Node x = g.broadcast(with(batch, m.getLast(), m.getLast()), left);
    List<Dim> shape = with(batch, m.getLast(), n.getLast());
    Node y = g.broadcast(shape, right);
    Node result = perform(call, g, List.of(x, y), List.of(TensorType.of(dtype, shape))).getFirst();
    return Num.of(vector ? g.reshape(with(batch, m.getLast()), result) : result);
  }

  /** What stands for the axes before the last two. */
  private static Operand batch(TensorType type, List<Dim> shape) {
    List<Dim> rest = shape.subList(0, shape.size() - 2);
    TensorType batch = TensorType.of(type.dtype(), rest);
    return new Operand(new Num(batch, null, null, null, ""), new dev.weft.diagnostic.Span(0, 0));
  }

  private static Value qr(Call call, Operand x, List<Dim> batch) {
    String mode = call.has("mode") ? call.text("mode") : "reduced";
    Dim rows = x.num().type().dim(batch.size());
    Dim columns = x.num().type().shape().getLast();
    Dim shorter = rows.equals(columns) ? rows : rows.min(columns);
    return switch (mode) {
      case "reduced" ->
          tuple(routine(call, x, with(batch, rows, shorter), with(batch, shorter, columns)));
      case "complete" ->
          tuple(routine(call, x, with(batch, rows, rows), with(batch, rows, columns)));
      case "r" ->
          Num.of(
              routine(call, x, with(batch, rows, shorter), with(batch, shorter, columns))
                  .getLast());
      default ->
          throw call.mistake(
              ErrorCode.E0202,
              call.given("mode").span(),
              "mode must be 'reduced', 'complete' or 'r'");
    };
  }

  private static Value svd(Call call, Operand x, List<Dim> batch) {
    boolean full = !call.has("full_matrices") || call.flag("full_matrices");
    Dim rows = x.num().type().dim(batch.size());
    Dim columns = x.num().type().shape().getLast();
    Dim shorter = rows.equals(columns) ? rows : rows.min(columns);
    List<Node> results =
        routine(
            call,
            x,
            1,
            with(batch, rows, full ? rows : shorter),
            with(batch, shorter),
            with(batch, full ? columns : shorter, columns));
    boolean all = !call.has("compute_uv") || call.flag("compute_uv");
    return all ? tuple(results) : Num.of(results.get(1));
  }
}
