// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The shape in which operands meet: axes are aligned at the right, and size 1 is repeated. */
final class Broadcasting {
  private final Elaboration e;
  private final Span span;

  private Broadcasting(Elaboration e, Span span) {
    this.e = e;
    this.span = span;
  }

  static List<Dim> shape(Elaboration e, Span span, List<Operand> operands) {
    return new Broadcasting(e, span).shape(operands);
  }

  /** The shape in which a value meets a part of {@code base}; one of more axes cannot be stored. */
  static List<Dim> into(Elaboration e, Span span, Operand base, List<Dim> part, Operand value) {
    TensorType type = TensorType.of(base.num().dtype(), part);
    Operand slot = new Operand(new Num(type, null, null, null, ""), base.span());
    List<Dim> met = shape(e, span, List.of(slot, value));
    if (met.size() > part.size()) {
      String given = TypeText.of(value.num().type());
      throw ErrorCode.E0203.mistake(
          e.site(span), "cannot store " + given + " in " + TypeText.of(type));
    }
    return met;
  }

  /** The shape of a part of {@code base}, once a value is found fit to be stored in it. */
  static List<Dim> stored(Elaboration e, Span span, Operand base, List<Dim> part, Operand value) {
    List<Dim> met = into(e, span, base, part, value);
    for (int i = 0; i < part.size(); i++) {
      e.sizes()
          .require(
              Relation.EQUAL,
              met.get(i),
              part.get(i),
              ErrorCode.E0203,
              e.site(span),
              "cannot store {left} elements in {right} along axis " + i,
              e.located(List.of(base, value)));
    }
    return part;
  }

  private List<Dim> shape(List<Operand> operands) {
    List<Dim> shape = operands.getFirst().num().type().shape();
    for (int i = 1; i < operands.size(); i++) {
      List<Dim> next = operands.get(i).num().type().shape();
      if (!next.equals(shape)) {
        shape = meet(shape, next, operands.subList(0, i + 1));
      }
    }
    return shape;
  }

  private List<Dim> meet(List<Dim> a, List<Dim> b, List<Operand> operands) {
    List<Dim> longer = a.size() >= b.size() ? a : b;
    List<Dim> shorter = a.size() >= b.size() ? b : a;
    List<Dim> shape = new ArrayList<>(longer);
    int shift = longer.size() - shorter.size();
    for (int i = 0; i < shorter.size(); i++) {
      Dim left = a.get(i + a.size() - shorter.size());
      Dim right = b.get(i + b.size() - shorter.size());
      demand(left, right, i + shift, operands);
      shape.set(i + shift, e.sizes().broadcast(left, right));
    }
    return shape;
  }

  private void demand(Dim left, Dim right, int axis, List<Operand> operands) {
    if (e.sizes().isPart(right, left) || e.sizes().isPart(left, right)) {
      return;
    }
    try {
      e.sizes()
          .require(
              Relation.BROADCASTABLE,
              left,
              right,
              ErrorCode.E0203,
              e.site(span),
              describe(operands, true) + ": axis " + axis + " has sizes {left} and {right}",
              e.located(operands));
    } catch (Mistake mistake) {
      throw mismatch(left, right, axis, operands);
    }
  }

  private Mistake mismatch(Dim left, Dim right, int axis, List<Operand> operands) {
    Mistake mistake = ErrorCode.E0203.mistake(e.site(span), describe(operands, false));
    return Sizes.labelled(mistake, e.located(operands))
        .because("axis " + axis + ": " + left + " and " + right + " differ and neither is 1");
  }

  private static String describe(List<Operand> operands, boolean atBind) {
    return operands.stream()
        .map(o -> atBind ? TypeText.atBind(o.num().type()) : TypeText.of(o.num().type()))
        .collect(Collectors.joining(" with ", "cannot broadcast ", ""));
  }
}
