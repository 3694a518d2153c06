// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Ident;
import dev.weft.dsl.TypeExpr;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.List;

/** Checks values against declared types such as {@code f64[n, 3]}. */
final class Declared {
  private final Elaboration e;
  private final Expressions expressions;

  Declared(Elaboration e, Expressions expressions) {
    this.e = e;
    this.expressions = expressions;
  }

  /** Demands a type; a size that is a new name becomes the name of that size. */
  void check(Num num, TypeExpr type, Ident name, Scope scope) {
    DType dtype = DTypes.require(e, type.dtype().text(), type.dtype().span());
    boolean fits = num.type().weak() ? weakFits(num.dtype(), dtype) : num.dtype() == dtype;
    if (!fits) {
      throw mismatch(num, type, name);
    }
    int rest = restAt(type);
    int named = type.dims().size() - (rest < 0 ? 0 : 1);
    if (rest < 0 ? num.rank() != named : num.rank() < named) {
      throw mismatch(num, type, name);
    }
    for (int i = 0; i < type.dims().size(); i++) {
      int axis = rest >= 0 && i > rest ? num.rank() - type.dims().size() + i : i;
      if (type.dims().get(i) instanceof TypeExpr.Dim.Size size) {
        size(num, axis, size, name, scope);
      }
    }
  }

  private static boolean weakFits(DType weak, DType dtype) {
    return switch (dtype.kind()) {
      case COMPLEX -> true;
      case FLOAT -> !weak.isComplex();
      case SIGNED, UNSIGNED -> weak.isInteger() || weak == DType.BOOL;
      case BOOL -> weak == dtype;
    };
  }

  private static int restAt(TypeExpr type) {
    for (int i = 0; i < type.dims().size(); i++) {
      if (type.dims().get(i) instanceof TypeExpr.Dim.Rest) {
        return i;
      }
    }
    return -1;
  }

  private Mistake mismatch(Num num, TypeExpr type, Ident name) {
    String given = TypeText.of(num.type());
    return ErrorCode.E0213
        .mistake(
            e.site(type.span()),
            "'" + name.text() + "' is declared " + e.text(type.span()) + " but is " + given)
        .help("convert it where it comes from, or declare what it is");
  }

  private void size(Num num, int axis, TypeExpr.Dim.Size size, Ident name, Scope scope) {
    Dim actual = num.type().dim(axis);
    if (size.value() instanceof Expr.Name symbol && !scope.binds(symbol.text())) {
      String origin = "from axis " + axis + " of " + name.text();
      scope.bind(symbol.text(), Num.size(actual).named(origin));
      return;
    }
    Dim wanted = expressions.subscripts().bound(size.value(), scope);
    Span span = e.site(size.span());
    e.sizes()
        .require(
            Relation.EQUAL,
            actual,
            wanted == null ? actual : wanted,
            ErrorCode.E0204,
            span,
            "axis "
                + axis
                + " of "
                + name.text()
                + " has size {left}, but "
                + e.text(size.span())
                + " is {right}",
            e.located(List.of(new Operand(num, name.span()))));
  }
}
