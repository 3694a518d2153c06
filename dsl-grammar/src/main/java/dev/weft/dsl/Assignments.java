// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The statements whose left side was read as a value: says what that may be, and builds them. */
final class Assignments {
  private final ExprBuilder exprs;
  private final Problems problems;

  Assignments(ExprBuilder exprs, Problems problems) {
    this.exprs = exprs;
    this.problems = problems;
  }

  /** {@code a = value}, {@code a, b = value} or {@code a[i] = value}. */
  Stmt binding(Span span, ValueContext left, BindingContext binding) {
    Expr target = exprs.value(left);
    Expr value = exprs.value(binding.value());
    Token sign = binding.ASSIGN().getSymbol();
    if (target instanceof Expr.Index index && index.base() instanceof Expr.Name name) {
      return new Stmt.SliceAssign(
          span, ident(name), index.subscripts(), null, Tokens.span(sign), value);
    }
    List<Expr> targets =
        target instanceof Expr.Tuple tuple && left.expr().size() > 1
            ? tuple.elements()
            : List.of(target);
    List<Ident> names = new ArrayList<>();
    for (Expr one : targets) {
      if (one instanceof Expr.Name name) {
        names.add(ident(name));
      } else {
        problems.add(
            cannotAssign(one)
                .help(
                    one instanceof Expr.Call
                        ? "a function is declared by `fn`: `fn f(x) = ...`"
                        : "to compare, write `==`"));
      }
    }
    return new Stmt.Let(span, names, value);
  }

  /** {@code a op= value} or {@code a[i] op= value}. */
  Stmt update(Span span, ValueContext left, UpdateContext update) {
    Expr target = exprs.value(left);
    Expr value = exprs.expr(update.expr());
    Token sign = update.AUGMENTED().getSymbol();
    BinaryOp op = operator(sign.getText());
    if (target instanceof Expr.Index index && index.base() instanceof Expr.Name name) {
      return new Stmt.SliceAssign(
          span, ident(name), index.subscripts(), op, Tokens.span(sign), value);
    }
    if (target instanceof Expr.Name name) {
      return new Stmt.AugAssign(span, ident(name), op, Tokens.span(sign), value);
    }
    problems.add(cannotAssign(target));
    return new Stmt.ExprStmt(span, value);
  }

  private static BinaryOp operator(String sign) {
    String symbol = sign.substring(0, sign.length() - 1);
    for (BinaryOp op : BinaryOp.values()) {
      if (op.symbol().equals(symbol)) {
        return op;
      }
    }
    throw new IllegalArgumentException("no update: " + sign);
  }

  /** {@code a[i, j] := value}. */
  Stmt indexDef(Span span, ValueContext left, IndexDefContext def) {
    Expr target = exprs.value(left);
    Expr value = exprs.expr(def.expr());
    List<Stmt.IndexRange> ranges = new ArrayList<>();
    for (IndexRangeContext range : def.indexRange()) {
      ranges.add(new Stmt.IndexRange(ExprBuilder.ident(range.ID()), exprs.range(range.range())));
    }
    Stmt.Boundary boundary = boundary(def.boundary());
    if (target instanceof Expr.Index index && index.base() instanceof Expr.Name name) {
      List<Ident> indices = indices(index);
      return new Stmt.IndexDef(span, ident(name), indices, value, ranges, boundary);
    }
    problems.add(
        SyntaxCode.E0014
            .at(target.span(), "`:=` defines the elements of an array, as in `c[i, j] := ...`")
            .help("to bind a name, write `=`"));
    return new Stmt.ExprStmt(span, value);
  }

  private List<Ident> indices(Expr.Index index) {
    List<Ident> indices = new ArrayList<>();
    for (Subscript subscript : index.subscripts()) {
      if (subscript instanceof Subscript.At at && at.index() instanceof Expr.Name name) {
        indices.add(ident(name));
      } else {
        problems.add(
            SyntaxCode.E0014
                .at(subscript.span(), "an index on the left of `:=` is a plain name")
                .help("to set part of an array, write `=`"));
      }
    }
    return indices;
  }

  private Stmt.Boundary boundary(BoundaryContext boundary) {
    return boundary == null
        ? null
        : new Stmt.Boundary(
            ExprBuilder.span(boundary),
            ExprBuilder.ident(boundary.ID()),
            exprs.optional(boundary.expr()));
  }

  private static Ident ident(Expr.Name name) {
    return new Ident(name.span(), name.text());
  }

  private static Diagnostic cannotAssign(Expr target) {
    String what =
        switch (target) {
          case Expr.IntLit _, Expr.FloatLit _, Expr.ImaginaryLit _ -> "a number";
          case Expr.StringLit _ -> "a string";
          case Expr.BoolLit _, Expr.NoneLit _ -> "a constant";
          case Expr.Call _ -> "a call";
          case Expr.Attribute _ -> "an attribute";
          case Expr.Tuple _, Expr.ListLit _ -> "a list of values";
          case Expr.Index _ -> "part of a computed value";
          case Expr.Unary _, Expr.Chain _, Expr.Compare _, Expr.Logical _, Expr.Ternary _ ->
              "the result of an operation";
          case Expr.LoopExpr _, Expr.ScanExpr _ -> "a loop";
          case Expr.Name _ -> "this name";
        };
    return SyntaxCode.E0014.at(target.span(), "cannot assign to " + what);
  }
}
