// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.util.List;

/**
 * A statement of a script, of a block, or before the value of an expression string. A component
 * that may be missing is null, and says so.
 */
public sealed interface Stmt {
  /** The whole statement. */
  Span span();

  /** A statement that stands only at the top of a script. */
  sealed interface Declaration extends Stmt {}

  /** {@code module name}. */
  record ModuleDecl(Span span, Ident name) implements Declaration {}

  /**
   * {@code import "path" as alias}.
   *
   * @param alias null without {@code as}
   */
  record ImportDecl(Span span, Expr.StringLit path, Ident alias) implements Declaration {}

  /**
   * {@code input a, b: type}.
   *
   * @param type null for inputs of any type
   */
  record InputDecl(Span span, List<Ident> names, TypeExpr type) implements Declaration {
    public InputDecl {
      names = List.copyOf(names);
    }
  }

  /**
   * {@code param name: type = value}.
   *
   * @param type null where it follows from the value
   */
  record ParamDecl(Span span, Ident name, TypeExpr type, Expr value) implements Declaration {}

  /**
   * {@code state name: type = value}.
   *
   * @param value null where it must be set before the first call
   */
  record StateDecl(Span span, Ident name, TypeExpr type, Expr value) implements Declaration {}

  /**
   * {@code fn name(parameters) -> result = value}, or with a block for the body. The last statement
   * of the body is its value.
   *
   * @param result null where it follows from the body
   */
  record FnDecl(Span span, Ident name, List<Parameter> parameters, TypeExpr result, Block body)
      implements Stmt {
    public FnDecl {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * One parameter of a function.
   *
   * @param type null for any type
   * @param defaultValue null for a parameter that every call must give
   */
  record Parameter(Ident name, TypeExpr type, Expr defaultValue) {}

  /**
   * {@code output name: type = value}.
   *
   * @param type null where it follows from the value
   * @param value null where the name is bound already
   */
  record OutputDecl(Span span, Ident name, TypeExpr type, Expr value) implements Declaration {}

  /** {@code update state = value}. */
  record UpdateDecl(Span span, Ident name, Expr value) implements Declaration {}

  /**
   * {@code assert condition, "message"}.
   *
   * @param message null without one
   */
  record AssertDecl(Span span, Expr condition, Expr.StringLit message) implements Stmt {}

  /** {@code yield value}, in the body of a scan. */
  record YieldStmt(Span span, Expr value) implements Stmt {}

  /**
   * {@code name[i, j] := value for i in 0:n boundary edge}.
   *
   * @param ranges the ranges that the text gives; may be empty
   * @param boundary null without one
   */
  record IndexDef(
      Span span,
      Ident name,
      List<Ident> indices,
      Expr value,
      List<IndexRange> ranges,
      Boundary boundary)
      implements Stmt {
    public IndexDef {
      indices = List.copyOf(indices);
      ranges = List.copyOf(ranges);
    }
  }

  /** {@code name in range} after the {@code for} of an index definition. */
  record IndexRange(Ident name, Range range) {}

  /**
   * {@code boundary kind} or {@code boundary kind(argument)}.
   *
   * @param argument null without one
   */
  record Boundary(Span span, Ident kind, Expr argument) {}

  /**
   * {@code a = value} or {@code a, b = value}.
   *
   * @param targets at least one; several unpack the first axis or a tuple
   */
  record Let(Span span, List<Ident> targets, Expr value) implements Stmt {
    public Let {
      targets = List.copyOf(targets);
    }
  }

  /** {@code target op= value}. */
  record AugAssign(Span span, Ident target, BinaryOp op, Span opSpan, Expr value) implements Stmt {}

  /**
   * {@code target[subscripts] = value} or {@code target[subscripts] op= value}.
   *
   * @param op null for a plain {@code =}
   * @param opSpan the assignment operator
   */
  record SliceAssign(
      Span span, Ident target, List<Subscript> subscripts, BinaryOp op, Span opSpan, Expr value)
      implements Stmt {
    public SliceAssign {
      subscripts = List.copyOf(subscripts);
    }
  }

  /** {@code for name in range { ... }}. */
  record For(Span span, Ident name, Range range, Block body) implements Stmt {}

  /** {@code while condition limit limit { ... }}. */
  record While(Span span, Expr condition, Expr limit, Block body) implements Stmt {}

  /**
   * {@code if condition { ... } else { ... }}; {@code else if} is a block of one {@code If}.
   *
   * @param otherwise null without {@code else}
   */
  record If(Span span, Expr condition, Block then, Block otherwise) implements Stmt {}

  /** A value: the last statement of a body, or a line at the prompt. */
  record ExprStmt(Span span, Expr value) implements Stmt {}

  /**
   * A statement with annotations before it.
   *
   * @param annotations at least one
   */
  record Annotated(Span span, List<Annotation> annotations, Stmt statement) implements Stmt {
    public Annotated {
      annotations = List.copyOf(annotations);
    }
  }
}
