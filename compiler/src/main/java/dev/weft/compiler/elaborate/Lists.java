// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Values where tensors are needed: {@code [[1, 2], [3, 4]]} and lists of tensors. */
final class Lists {
  private Lists() {}

  /** The value as a tensor, if it can be one. */
  static Num number(Elaboration e, Value value, Span span) {
    return switch (value) {
      case Num num -> num;
      case Sequence sequence -> (Num) bounded(e, tensor(e, sequence, span), span);
      case Value.Poison _ -> throw Mistake.REPORTED;
      case Value.Text _ -> throw wrong(e, span, "a string");
      case Value.TypeName _ -> throw wrong(e, span, "a dtype");
      case Value.None _ -> throw wrong(e, span, "None");
    };
  }

  /** The value, unless it is a tensor of more axes than there can be. */
  static Value bounded(Elaboration e, Value value, Span span) {
    if (value instanceof Num num && num.rank() > mostAxes(num)) {
      throw ErrorCode.E0302.mistake(
          e.site(span), "a tensor of " + num.rank() + " axes; the limit is " + mostAxes(num));
    }
    return value;
  }

  /** The parts of a complex number take an axis of their own. */
  private static int mostAxes(Num num) {
    return num.dtype().isComplex() ? Tensor.MAX_RANK - 1 : Tensor.MAX_RANK;
  }

  private static Mistake wrong(Elaboration e, Span span, String what) {
    return ErrorCode.E0202.mistake(e.site(span), "a number is needed here, not " + what);
  }

  private static Num tensor(Elaboration e, Sequence sequence, Span span) {
    List<Scalar> leaves = new ArrayList<>();
    List<Dim> shape = new ArrayList<>();
    if (collect(e, sequence, 0, shape, leaves, span)) {
      DType dtype = commonDType(leaves);
      List<Literal> values = leaves.stream().map(s -> e.literal(s, dtype, span)).toList();
      return Num.of(e.at(span).dense(dtype, shape, values));
    }
    List<Operand> parts =
        sequence.elements().stream().map(v -> new Operand(number(e, v, span), span)).toList();
    return stack(e, parts, 0, span);
  }

  private static DType commonDType(List<Scalar> leaves) {
    DType dtype = leaves.isEmpty() ? DType.F64 : leaves.getFirst().dtype();
    for (Scalar leaf : leaves) {
      dtype = dev.weft.compiler.type.Promotion.promote(dtype, leaf.dtype());
    }
    return dtype;
  }

  /** Collects nested literals; false where something else is among them. */
  private static boolean collect(
      Elaboration e, Value value, int depth, List<Dim> shape, List<Scalar> leaves, Span span) {
    if (!(value instanceof Sequence sequence)) {
      boolean literal = value instanceof Num num && num.isConstant() && num.type().weak();
      if (literal && shape.size() != depth) {
        throw ragged(e, span);
      }
      return literal && leaves.add(((Num) value).constant());
    }
    Dim size = Dim.of(sequence.elements().size());
    if (shape.size() == depth && leaves.isEmpty()) {
      shape.add(size);
    } else if (depth >= shape.size() || !shape.get(depth).equals(size)) {
      throw ragged(e, span);
    }
    boolean literals = true;
    for (Value element : sequence.elements()) {
      literals = literals && collect(e, element, depth + 1, shape, leaves, span);
    }
    return literals;
  }

  private static Mistake ragged(Elaboration e, Span span) {
    return ErrorCode.E0209.mistake(
        e.site(span), "the lists in this list differ in length or depth");
  }

  /** Tensors of one shape along a new axis. */
  static Num stack(Elaboration e, List<Operand> parts, int axis, Span span) {
    DType dtype = Elaboration.common(parts).dtype();
    e.at(span);
    List<Node> nodes = new ArrayList<>();
    List<Dim> first = parts.getFirst().num().type().shape();
    for (Operand part : parts) {
      same(e, parts.getFirst(), part, -1, span);
      List<Dim> shape = new ArrayList<>(first);
      shape.add(axis, Dim.ONE);
      nodes.add(e.builder().reshape(shape, e.node(part, dtype)));
    }
    return Num.of(e.builder().concat(axis, nodes));
  }

  /** Demands that two tensors have one shape, but for an axis (or -1). */
  static void same(Elaboration e, Operand a, Operand b, int except, Span span) {
    if (a.num().rank() != b.num().rank()) {
      throw Sizes.labelled(
          ErrorCode.E0204.mistake(
              e.site(span),
              "tensors of " + a.num().rank() + " and " + b.num().rank() + " axes do not join"),
          e.located(List.of(a, b)));
    }
    for (int i = 0; i < a.num().rank(); i++) {
      if (i != except) {
        e.sizes()
            .require(
                Relation.EQUAL,
                a.num().type().dim(i),
                b.num().type().dim(i),
                ErrorCode.E0204,
                e.site(span),
                "axis " + i + " has size {left} in one tensor and {right} in another",
                e.located(List.of(a, b)));
      }
    }
  }
}
