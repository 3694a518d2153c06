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
    List<Integer> axes =
        call.has("axis") ? call.someAxes("axis", shape.size()) : shortAxes(call, shape);
    List<Dim> rest = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (axes.contains(i)) {
        String message = "squeeze: axis " + i + " has size {left}, not 1";
        call.e()
            .sizes()
            .require(
                Relation.EQUAL,
                shape.get(i),
                Dim.ONE,
                ErrorCode.E0209,
                call.e().site(call.span()),
                message,
                call.e().located(List.of(x)));
      } else {
        rest.add(shape.get(i));
      }
    }
    return Num.of(call.e().builder().reshape(rest, call.e().node(x)));
  }

  /** The axes that have at most one element; that they have one is demanded, as ranks are known. */
  private static List<Integer> shortAxes(Call call, List<Dim> shape) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (isShort(shape.get(i))) {
        axes.add(i);
      }
    }
    if (axes.isEmpty() && shape.stream().anyMatch(d -> !d.isConstant())) {
      throw call.mistake(ErrorCode.E0303, call.span(), "which axes have size 1 is not known yet")
          .help("name them: squeeze(x, axis=0)");
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
