// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Spectra.Scaling;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A transform as nodes. The routines of the library see planes of real and imaginary parts, with
 * the axes to transform last and the others as one before them, and do not scale.
 */
final class Spectrum {
  private final Call call;
  private final GraphBuilder b;
  private final DType dtype;
  private final List<Integer> axes;
  private final List<Dim> sizes;
  private final Scaling scaling;

  /**
   * @param dtype of the parts
   * @param sizes how long the axes are where they are not halved
   */
  Spectrum(Call call, DType dtype, List<Integer> axes, List<Dim> sizes, Scaling scaling) {
    this.call = call;
    this.b = call.e().at(call.span());
    this.dtype = dtype;
    this.axes = axes;
    this.sizes = sizes;
    this.scaling = scaling;
  }

  Node complex(Operand x, boolean inverse) {
    if (axes.isEmpty()) {
      return call.e().node(x, dtype.complex());
    }
    List<Node> parts = parts(x, sizes);
    if (parts.size() == 2 && inverse) {
      // The inverse of exchanged parts is the transform with its parts exchanged.
      List<Node> results = run("fft.fft", parts.reversed(), sizes, 2).reversed();
      return joined(results.get(0), results.get(1), x);
    }
    List<Node> results = run("fft.fft", parts, sizes, 2);
    Node im = results.get(1);
    return joined(results.get(0), inverse ? b.map(ScalarOp.NEGATIVE, List.of(im)) : im, x);
  }

  Node half(Operand x) {
    List<Node> results = run("fft.rfft", parts(x, sizes), halved(), 2);
    return joined(results.get(0), results.get(1), x);
  }

  Node real(Operand x) {
    List<Node> parts = parts(x, halved());
    if (parts.size() == 1) {
      Node zero = b.constant(Literal.of(dtype, 0.0));
      parts = List.of(parts.getFirst(), b.broadcast(parts.getFirst().type().shape(), zero));
    }
    Node result = run("fft.irfft", parts, sizes, 1).getFirst();
    return restored(scaled(result), x);
  }

  private List<Dim> halved() {
    if (sizes.isEmpty()) {
      throw call.mistake(ErrorCode.E0205, call.span(), call.name() + " needs at least one axis");
    }
    List<Dim> halved = new ArrayList<>(sizes);
    halved.set(halved.size() - 1, sizes.getLast().floorDiv(Dim.of(2)).plus(1));
    return halved;
  }

  /** The real and, if there is one, the imaginary plane, with axes of these sizes last. */
  private List<Node> parts(Operand x, List<Dim> wanted) {
    boolean complex = x.num().dtype().isComplex();
    Node node = call.e().node(x, complex ? dtype.complex() : dtype);
    List<Integer> order = order(node.type().rank());
    List<Dim> shape = new ArrayList<>(List.of(batch(x)));
    shape.addAll(wanted);
    List<Node> planes =
        complex
            ? List.of(b.map(ScalarOp.REAL, List.of(node)), b.map(ScalarOp.IMAG, List.of(node)))
            : List.of(node);
    List<Node> parts = new ArrayList<>();
    for (Node plane : planes) {
      Node fitted = plane;
      for (int i = 0; i < axes.size(); i++) {
        fitted = fitted(fitted, axes.get(i), wanted.get(i));
      }
      parts.add(b.reshape(shape, b.permute(order, fitted)));
    }
    return parts;
  }

  /** Cut off, or filled up with zeros. */
  private Node fitted(Node x, int axis, Dim size) {
    Dim own = x.type().dim(axis);
    if (own.equals(size)) {
      return x;
    }
    int rank = x.type().rank();
    List<Dim> shape = new ArrayList<>(x.type().shape());
    shape.set(axis, call.e().sizes().use(own.min(size)));
    Movement.Slice front =
        new Movement.Slice(
            Collections.nCopies(rank, Dim.ZERO), shape, Collections.nCopies(rank, 1L));
    Node cut = b.view(front, x);
    if (shape.get(axis).equals(size)) {
      return cut;
    }
    List<Dim> longer = new ArrayList<>(shape);
    longer.set(axis, size);
    Node zeros = b.broadcast(longer, b.constant(Literal.of(dtype, 0.0)));
    return b.update(front, zeros, cut);
  }

  private List<Integer> order(int rank) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!axes.contains(i)) {
        order.add(i);
      }
    }
    order.addAll(axes);
    return order;
  }

  private Dim batch(Operand x) {
    List<Integer> others = order(x.num().rank()).subList(0, x.num().rank() - axes.size());
    return Dim.product(others.stream().map(x.num().type()::dim).toList());
  }

  private List<Node> run(String routine, List<Node> parts, List<Dim> wanted, int results) {
    List<Dim> shape = new ArrayList<>(List.of(parts.getFirst().type().dim(0)));
    shape.addAll(wanted);
    shape.forEach(call.e().sizes()::use);
    TensorType type = TensorType.of(dtype, shape);
    return b.perform(new Procedure.Routine(routine), parts, Collections.nCopies(results, type));
  }

  private Node joined(Node re, Node im, Operand x) {
    List<Node> parts = List.of(restored(scaled(re), x), restored(scaled(im), x));
    return b.map(ScalarOp.COMPLEX, parts);
  }

  /** With the axes where they were. */
  private Node restored(Node plane, Operand x) {
    List<Integer> order = order(x.num().rank());
    List<Dim> shape = new ArrayList<>();
    List<Integer> back = new ArrayList<>();
    int others = order.size() - axes.size();
    for (int i = 0; i < order.size(); i++) {
      boolean other = i < others;
      shape.add(other ? x.num().type().dim(order.get(i)) : plane.type().dim(i - others + 1));
      back.add(order.indexOf(i));
    }
    return b.permute(back, b.reshape(shape, plane));
  }

  private Node scaled(Node plane) {
    if (scaling == Scaling.NONE) {
      return plane;
    }
    Dim size = call.e().sizes().use(Dim.product(sizes));
    Node count =
        b.convert(
            DType.F64, size.isConstant() ? b.constant(Literal.of(size.constant())) : b.size(size));
    Node divisor = scaling == Scaling.ROOT ? b.map(ScalarOp.SQRT, List.of(count)) : count;
    Node factor =
        b.convert(dtype, b.map(ScalarOp.DIVIDE, List.of(b.constant(Literal.of(1.0)), divisor)));
    return b.map(ScalarOp.MULTIPLY, List.of(plane, b.broadcast(plane.type().shape(), factor)));
  }
}
