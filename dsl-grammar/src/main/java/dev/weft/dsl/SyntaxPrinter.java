// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import java.util.List;

/**
 * Syntax tree to text. Every operation stands in parentheses, so the text shows how the tree is
 * grouped, and reading it back gives the same tree but for the spans.
 */
public final class SyntaxPrinter {
  private final SyntaxOut out = new SyntaxOut();
  private final ExprPrinter exprs = new ExprPrinter(out, this::block);

  private SyntaxPrinter() {}

  /** The text of an expression. */
  public static String print(Expr expr) {
    SyntaxPrinter printer = new SyntaxPrinter();
    printer.exprs.expr(expr);
    return printer.out.toString();
  }

  /** The text of a statement, on one or several lines, without a line end. */
  public static String print(Stmt statement) {
    SyntaxPrinter printer = new SyntaxPrinter();
    printer.statement(statement);
    return printer.out.toString();
  }

  /** The text of a script, each statement with its line end. */
  public static String print(Script script) {
    return String.join("", script.statements().stream().map(each -> print(each) + "\n").toList());
  }

  /** The text of an expression string, each statement and the value with its line end. */
  public static String print(ExpressionText text) {
    SyntaxPrinter printer = new SyntaxPrinter();
    for (Stmt statement : text.statements()) {
      printer.statement(statement);
      printer.out.line();
    }
    printer.annotations(text.annotations());
    printer.exprs.expr(text.value());
    return printer.out.add("\n").toString();
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.Declaration declaration -> declaration(declaration);
      case Stmt.FnDecl fn -> function(fn);
      case Stmt.AssertDecl check -> {
        out.add("assert ");
        exprs.expr(check.condition());
        out.optional(", ", check.message(), exprs::expr);
      }
      case Stmt.YieldStmt given -> {
        out.add("yield ");
        exprs.expr(given.value());
      }
      case Stmt.IndexDef def -> indexDef(def);
      case Stmt.Let let -> {
        out.list(let.targets(), out::name);
        out.optional(" = ", let.value(), exprs::expr);
      }
      case Stmt.AugAssign update -> {
        out.name(update.target());
        out.optional(" " + update.op().symbol() + "= ", update.value(), exprs::expr);
      }
      case Stmt.SliceAssign update -> {
        out.name(update.target());
        exprs.subscripts(update.subscripts());
        String op = update.op() == null ? "" : update.op().symbol();
        out.optional(" " + op + "= ", update.value(), exprs::expr);
      }
      case Stmt.For loop -> {
        out.add("for ").name(loop.name());
        out.optional(" in ", loop.range(), exprs::range);
        block(loop.body());
      }
      case Stmt.While loop -> {
        out.optional("while ", loop.condition(), exprs::expr);
        out.optional(" limit ", loop.limit(), exprs::expr);
        block(loop.body());
      }
      case Stmt.If choice -> {
        out.optional("if ", choice.condition(), exprs::expr);
        block(choice.then());
        out.optional(" else", choice.otherwise(), this::block);
      }
      case Stmt.ExprStmt value -> exprs.expr(value.value());
      case Stmt.Annotated annotated -> {
        annotations(annotated.annotations());
        statement(annotated.statement());
      }
    }
  }

  private void declaration(Stmt.Declaration declaration) {
    switch (declaration) {
      case Stmt.ModuleDecl module -> out.add("module ").name(module.name());
      case Stmt.ImportDecl imported -> {
        out.add("import ");
        exprs.expr(imported.path());
        out.optional(" as ", imported.alias(), out::name);
      }
      case Stmt.InputDecl input -> {
        out.add("input ");
        out.list(input.names(), out::name);
        out.optional(": ", input.type(), this::type);
      }
      case Stmt.ParamDecl param -> declaration("param ", param.name(), param.type(), param.value());
      case Stmt.StateDecl state -> declaration("state ", state.name(), state.type(), state.value());
      case Stmt.OutputDecl output ->
          declaration("output ", output.name(), output.type(), output.value());
      case Stmt.UpdateDecl update -> declaration("update ", update.name(), null, update.value());
    }
  }

  private void declaration(String word, Ident name, TypeExpr type, Expr value) {
    out.add(word).name(name);
    out.optional(": ", type, this::type);
    out.optional(" = ", value, exprs::expr);
  }

  private void function(Stmt.FnDecl fn) {
    out.add("fn ").name(fn.name());
    out.add("(");
    out.list(
        fn.parameters(),
        parameter -> declaration("", parameter.name(), parameter.type(), parameter.defaultValue()));
    out.add(")");
    out.optional(" -> ", fn.result(), this::type);
    List<Stmt> body = fn.body().statements();
    if (body.size() == 1 && body.getFirst() instanceof Stmt.ExprStmt value) {
      out.optional(" = ", value.value(), exprs::expr);
    } else {
      block(fn.body());
    }
  }

  private void indexDef(Stmt.IndexDef def) {
    out.name(def.name());
    out.add("[");
    out.list(def.indices(), out::name);
    out.optional("] := ", def.value(), exprs::expr);
    if (!def.ranges().isEmpty()) {
      out.add(" for ");
      out.list(
          def.ranges(),
          each -> {
            out.name(each.name());
            out.optional(" in ", each.range(), exprs::range);
          });
    }
    if (def.boundary() != null) {
      out.add(" boundary ").name(def.boundary().kind());
      if (def.boundary().argument() != null) {
        out.optional("(", def.boundary().argument(), exprs::expr);
        out.add(")");
      }
    }
  }

  private void annotations(List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      out.add("@").name(annotation.name());
      if (!annotation.arguments().isEmpty()) {
        exprs.arguments(annotation.arguments());
      }
      out.line();
    }
  }

  private void block(Block block) {
    out.add(" {");
    out.indented(
        () -> {
          for (Stmt statement : block.statements()) {
            out.line();
            statement(statement);
          }
        });
    out.line();
    out.add("}");
  }

  private void type(TypeExpr type) {
    out.name(type.dtype());
    if (!type.dims().isEmpty()) {
      out.add("[");
      out.list(type.dims(), this::dim);
      out.add("]");
    }
  }

  private void dim(TypeExpr.Dim dim) {
    switch (dim) {
      case TypeExpr.Dim.Rest _ -> out.add("...");
      case TypeExpr.Dim.Any any -> {
        label(any.label());
        out.add("_");
      }
      case TypeExpr.Dim.Size size -> {
        label(size.label());
        exprs.expr(size.value());
      }
    }
  }

  private void label(Ident label) {
    if (label != null) {
      out.name(label);
      out.add(": ");
    }
  }
}
