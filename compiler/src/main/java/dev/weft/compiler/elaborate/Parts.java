// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import java.util.ArrayList;
import java.util.List;

/** Functions that cut tensors into parts, or set them into larger ones. */
enum Parts implements Builtin {
  LEN("x|a", "the size of the first axis, or of a tuple", "len"),
  SPLIT(
      "x|ary, parts|indices_or_sections, axis=",
      "equal parts along an axis, or cut at indices, as a tuple",
      "split"),
  ARRAY_SPLIT(
      "x|ary, parts|indices_or_sections, axis=",
      "parts along an axis that differ by one at most, as a tuple",
      "array_split"),
  UNSTACK("x, axis=", "the slices along an axis of literal size, as a tuple", "unstack"),
  BROADCAST_ARRAYS("*arrays", "tensors of one common shape, as a tuple", "broadcast_arrays"),
  PAD(
      "x|array, pad_width, mode=, constant_values=",
      "with elements added round it: constant, edge, reflect, symmetric, wrap",
      "pad"),
  KRON("a, b", "the Kronecker product", "kron");

  private static final int MOST_PARTS = 1000;

  private final Entry entry;

  Parts(String parameters, String doc, String... names) {
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
      case LEN -> length(call);
      case SPLIT -> split(call, true);
      case ARRAY_SPLIT -> split(call, false);
      case UNSTACK -> unstack(call);
      case BROADCAST_ARRAYS -> broadcast(call);
      case PAD -> Padding.pad(call);
      case KRON -> kron(call, call.tensor("a"), call.tensor("b"));
    };
  }

  private static Value length(Call call) {
    if (call.given("x").value() instanceof Sequence sequence) {
      return Num.weak(Scalar.of(sequence.elements().size()));
    }
    Operand x = call.tensor("x");
    if (x.num().rank() == 0) {
      throw call.mistake(ErrorCode.E0205, x.span(), "a scalar has no length");
    }
    return Num.size(x.num().type().dim(0));
  }

  private static int axis(Call call, Operand x) {
    if (x.num().rank() == 0) {
      throw call.mistake(
          ErrorCode.E0205, x.span(), call.name() + " needs an axis; a scalar has none");
    }
    return call.has("axis") ? call.axis("axis", x.num().rank()) : 0;
  }

  private static Value split(Call call, boolean equal) {
    Operand x = call.tensor("x");
    int axis = axis(call, x);
    Dim n = x.num().type().dim(axis);
    List<Dim> cuts =
        call.given("parts").value() instanceof Num num && num.rank() == 0
            ? even(call, n, equal)
            : cuts(call, n);
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      Dim size = call.e().sizes().natural(cuts.get(i + 1).minus(cuts.get(i)));
      parts.add(Indexing.part(call.e(), x, axis, cuts.get(i), call.e().sizes().use(size)));
    }
    return new Sequence(parts, false);
  }

  /** Where parts of one size begin, or of two sizes, the larger first; and the end. */
  private static List<Dim> even(Call call, Dim n, boolean equal) {
    long count = call.integer(call.given("parts"), "parts");
    if (count < 1 || count > MOST_PARTS) {
      throw call.mistake(
          ErrorCode.E0202, call.given("parts").span(), "parts must be 1 to " + MOST_PARTS);
    }
    Dim size = n.floorDiv(Dim.of(count));
    Dim rest = n.minus(size.times(Dim.of(count)));
    if (equal) {
      String message =
          "an axis does not split into " + count + " equal parts: {left} are left over";
      call.e()
          .sizes()
          .require(
              Relation.EQUAL,
              rest,
              Dim.ZERO,
              ErrorCode.E0209,
              call.e().site(call.span()),
              message,
              List.of());
    }
    List<Dim> cuts = new ArrayList<>();
    for (long i = 0; i <= count; i++) {
      Dim larger = equal ? Dim.ZERO : rest.min(Dim.of(i));
      cuts.add(size.times(Dim.of(i)).plus(larger));
    }
    return cuts;
  }

  private static List<Dim> cuts(Call call, Dim n) {
    List<Dim> cuts = new ArrayList<>(List.of(Dim.ZERO));
    Sizes sizes = call.e().sizes();
    for (Dim at : call.sizes("parts")) {
      cuts.add(SliceDims.of(sizes, n, Dim.ZERO, at, 1).size());
    }
    cuts.add(n);
    return cuts;
  }

  private static Value unstack(Call call) {
    Operand x = call.tensor("x");
    int axis = axis(call, x);
    Dim n = x.num().type().dim(axis);
    if (!n.isConstant() || n.constant() > MOST_PARTS) {
      throw call.mistake(ErrorCode.E0303, x.span(), "the size of axis " + axis + " must be known")
          .because("unstack gives as many values as the axis is long")
          .help("index it: x[0], x[1], ...");
    }
    List<Dim> shape = new ArrayList<>(x.num().type().shape());
    shape.remove(axis);
    List<Value> parts = new ArrayList<>();
    for (long i = 0; i < n.constant(); i++) {
      Node part = Indexing.part(call.e(), x, axis, Dim.of(i), Dim.ONE).node();
      parts.add(Num.of(call.e().builder().reshape(shape, part)));
    }
    return new Sequence(parts, false);
  }

  private static Value broadcast(Call call) {
    List<Operand> all = call.tensors("arrays");
    List<Dim> shape = all.isEmpty() ? List.of() : call.e().broadcast(call.span(), all);
    GraphBuilder b = call.e().at(call.span());
    return new Sequence(
        all.stream().<Value>map(x -> Num.of(b.broadcast(shape, call.e().node(x)))).toList(), false);
  }

  /** Every element of a times all of b, in blocks. */
  private static Value kron(Call call, Operand a, Operand b) {
    int rank = Math.max(a.num().rank(), b.num().rank());
    List<Dim> m = Shapes.atLeast(call, a, rank).num().type().shape();
    List<Dim> n = Shapes.atLeast(call, b, rank).num().type().shape();
    List<Dim> left = new ArrayList<>();
    List<Dim> right = new ArrayList<>();
    List<Dim> result = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      left.addAll(List.of(m.get(i), Dim.ONE));
      right.addAll(List.of(Dim.ONE, n.get(i)));
      result.add(m.get(i).times(n.get(i)));
    }
    call.bounded(result);
    GraphBuilder builder = call.e().at(call.span());
    Operand apart = new Operand(Num.of(builder.reshape(left, call.e().node(a))), a.span());
    Operand inner = new Operand(Num.of(builder.reshape(right, call.e().node(b))), b.span());
    Node product = call.e().map(ScalarOp.MULTIPLY, call.site(), List.of(apart, inner)).node();
    return Num.of(call.e().builder().reshape(result, product));
  }
}
