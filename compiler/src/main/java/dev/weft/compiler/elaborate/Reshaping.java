// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import java.util.ArrayList;
import java.util.List;

/** Shapes that must hold as many elements as there are. */
final class Reshaping {
  private Reshaping() {}

  static Value reshape(Call call, Operand x) {
    if (!call.arguments().containsKey("shape")) {
      throw call.mistake(ErrorCode.E0103, call.span(), "reshape needs a shape");
    }
    List<Dim> shape = new ArrayList<>(call.sizes("shape"));
    Dim total = Dim.product(x.num().type().shape());
    int open = -1;
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i).is(-1)) {
        if (open >= 0) {
          throw call.mistake(ErrorCode.E0209, call.span(), "a shape has at most one -1");
        }
        open = i;
      } else {
        call.natural(shape.get(i), call.span());
      }
    }
    if (open >= 0) {
      shape.set(open, Dim.ONE);
      Dim rest = Dim.product(shape);
      shape.set(open, quotient(total, rest));
    }
    Dim after = Dim.product(shape);
    call.e()
        .sizes()
        .require(
            Relation.EQUAL,
            total,
            after,
            ErrorCode.E0209,
            call.e().site(call.span()),
            "cannot reshape {left} elements into {right}",
            call.e().located(List.of(x)));
    return Num.of(call.e().builder().reshape(shape, call.e().node(x)));
  }

  /** The quotient, where the dividend shows the divisor as a factor. */
  private static Dim quotient(Dim total, Dim divisor) {
    if (divisor.terms().isEmpty() && divisor.constant() > 0) {
      long by = divisor.constant();
      boolean exact =
          total.constant() % by == 0
              && total.terms().stream().allMatch(t -> t.coefficient() % by == 0);
      if (exact) {
        return new Dim(
            total.constant() / by,
            total.terms().stream()
                .map(t -> new Dim.Term(t.coefficient() / by, t.factors()))
                .toList());
      }
    }
    return total.floorDiv(divisor);
  }

  static Value squeeze(Call call, Operand x) {
    List<Dim> shape = x.num().type().shape();
    List<Integer> axes = call.has("axis") ? call.someAxes("axis", shape.size()) : shortAxes(shape);
    List<Dim> rest = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (axes.contains(i)) {
        demandOne(call, x, i);
      } else {
        if (!call.has("axis")) {
          demandMore(call, x, i);
        }
        rest.add(shape.get(i));
      }
    }
    return Num.of(call.e().builder().reshape(rest, call.e().node(x)));
  }

  private static void demandOne(Call call, Operand x, int axis) {
    call.e()
        .sizes()
        .require(
            Relation.EQUAL,
            x.num().type().dim(axis),
            Dim.ONE,
            ErrorCode.E0209,
            call.e().site(call.span()),
            "squeeze: axis " + axis + " has size {left}, not 1",
            call.e().located(List.of(x)));
  }

  /** An axis that stays must not turn out to have size 1: the rank would depend on it. */
  private static void demandMore(Call call, Operand x, int axis) {
    Dim size = x.num().type().dim(axis);
    call.e()
        .sizes()
        .require(
            Relation.AT_LEAST,
            size.plus(-1).max(Dim.ONE.minus(size)),
            Dim.ONE,
            ErrorCode.E0209,
            call.e().site(call.span()),
            "squeeze: axis " + axis + " turned out to have size 1; name the axes: axis=" + axis,
            call.e().located(List.of(x)));
  }

  /** The axes that have at most one element; that they have one is demanded, as ranks are known. */
  private static List<Integer> shortAxes(List<Dim> shape) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (isShort(shape.get(i))) {
        axes.add(i);
      }
    }
    return axes;
  }

  private static boolean isShort(Dim dim) {
    return dim.is(1)
        || dim.constant() == 0
            && dim.terms().size() == 1
            && dim.terms().getFirst().coefficient() == 1
            && dim.terms().getFirst().factors().size() == 1
            && dim.terms().getFirst().factors().getFirst() instanceof Dim.Call call
            && call.function() == Dim.Function.MIN
            && (call.left().is(1) || call.right().is(1));
  }
}
