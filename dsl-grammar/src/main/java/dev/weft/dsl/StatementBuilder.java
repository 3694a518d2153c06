// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Stage 6, statements: parse tree to syntax tree. What a statement may not do here is reported. */
final class StatementBuilder {
  private static final Set<String> ANNOTATIONS =
      Set.of("checked", "strict", "fast", "device", "chunk");

  private final ExprBuilder exprs;
  private final Problems problems;
  private final boolean declares;
  private int blocks;
  private int scans;

  /**
   * Builds statements.
   *
   * @param declares whether declarations may stand at the top, as in a script
   */
  StatementBuilder(Problems problems, boolean declares) {
    this.exprs = new ExprBuilder(this, problems);
    this.problems = problems;
    this.declares = declares;
  }

  /** The statements that have no syntax error. */
  List<Stmt> statements(List<StatementContext> contexts) {
    List<Stmt> statements = new ArrayList<>();
    for (StatementContext context : contexts) {
      if (context.exception == null) {
        statements.add(statement(context));
      }
    }
    return statements;
  }

  Block block(BlockContext block, boolean ofScan) {
    blocks++;
    scans += ofScan ? 1 : 0;
    Block built = new Block(ExprBuilder.span(block), statements(block.statement()));
    scans -= ofScan ? 1 : 0;
    blocks--;
    return built;
  }

  private Stmt statement(StatementContext context) {
    Stmt bare = bare(context);
    if (context.annotation().isEmpty()) {
      return bare;
    }
    List<Annotation> annotations = context.annotation().stream().map(this::annotation).toList();
    return new Stmt.Annotated(ExprBuilder.span(context), annotations, bare);
  }

  private Annotation annotation(AnnotationContext context) {
    Ident name = ExprBuilder.ident(context.ID());
    if (!ANNOTATIONS.contains(name.text())) {
      List<String> known = ANNOTATIONS.stream().sorted().map(each -> "@" + each).toList();
      problems.add(
          SyntaxCode.E0018
              .at(name.span(), "there is no annotation `@" + name.text() + "`")
              .help("the annotations are " + String.join(", ", known)));
    }
    return new Annotation(ExprBuilder.span(context), name, exprs.arguments(context.arguments()));
  }

  private Stmt bare(StatementContext context) {
    ParserRuleContext kind = (ParserRuleContext) context.getChild(context.getChildCount() - 1);
    Span span = ExprBuilder.span(kind);
    return switch (kind) {
      case PlainStmtContext plain -> plain(span, plain);
      case FnDeclContext fn -> function(span, fn);
      case AssertDeclContext check -> assertion(span, check);
      case YieldStmtContext given -> given(span, given);
      case ForStmtContext loop ->
          new Stmt.For(
              span,
              ExprBuilder.ident(loop.ID()),
              exprs.range(loop.range()),
              block(loop.block(), false));
      case WhileStmtContext loop ->
          new Stmt.While(
              span, exprs.expr(loop.expr(0)), exprs.expr(loop.expr(1)), block(loop.block(), false));
      case IfStmtContext choice -> choice(choice);
      default -> declaration(span, kind);
    };
  }

  private Stmt declaration(Span span, ParserRuleContext kind) {
    if (!declares || blocks > 0) {
      problems.add(misplaced(kind));
    }
    return switch (kind) {
      case ModuleDeclContext module -> new Stmt.ModuleDecl(span, ExprBuilder.ident(module.ID()));
      case ImportDeclContext imported -> imported(span, imported);
      case InputDeclContext input ->
          new Stmt.InputDecl(span, ExprBuilder.idents(input.ID()), type(input.type()));
      case ParamDeclContext param ->
          new Stmt.ParamDecl(
              span, ExprBuilder.ident(param.ID()), type(param.type()), exprs.expr(param.expr()));
      case StateDeclContext state ->
          new Stmt.StateDecl(
              span,
              ExprBuilder.ident(state.ID()),
              type(state.type()),
              exprs.optional(state.expr()));
      case OutputDeclContext output ->
          new Stmt.OutputDecl(
              span,
              ExprBuilder.ident(output.ID()),
              type(output.type()),
              exprs.optional(output.expr()));
      case UpdateDeclContext update ->
          new Stmt.UpdateDecl(span, ExprBuilder.ident(update.ID()), exprs.expr(update.expr()));
      default -> throw new IllegalStateException("statement " + kind.getClass());
    };
  }

  private Diagnostic misplaced(ParserRuleContext kind) {
    String word = kind.getStart().getText();
    String place = blocks > 0 ? "inside a block" : "in an expression string";
    Diagnostic error =
        SyntaxCode.E0015.at(Tokens.span(kind.getStart()), "`" + word + "` cannot stand " + place);
    return blocks > 0 || !word.equals("input")
        ? error.help("declarations stand at the top of a script")
        : error.help("in an expression string every free name is an input");
  }

  private Stmt imported(Span span, ImportDeclContext imported) {
    TerminalNode path = imported.STRING();
    Expr.StringLit literal = ExprBuilder.strings(List.of(path));
    return new Stmt.ImportDecl(span, literal, optional(imported.ID()));
  }

  private static Ident optional(TerminalNode id) {
    return id == null ? null : ExprBuilder.ident(id);
  }

  private Stmt function(Span span, FnDeclContext fn) {
    List<Stmt.Parameter> parameters =
        fn.parameter().stream()
            .map(
                parameter ->
                    new Stmt.Parameter(
                        ExprBuilder.ident(parameter.ID()),
                        type(parameter.type()),
                        exprs.optional(parameter.expr())))
            .toList();
    Block body = fn.block() != null ? block(fn.block(), false) : shortBody(fn.value());
    return new Stmt.FnDecl(span, ExprBuilder.ident(fn.ID()), parameters, type(fn.type()), body);
  }

  private Block shortBody(ValueContext value) {
    Span span = ExprBuilder.span(value);
    return new Block(span, List.of(new Stmt.ExprStmt(span, exprs.value(value))));
  }

  private Stmt assertion(Span span, AssertDeclContext check) {
    TerminalNode text = check.STRING();
    Expr.StringLit message = text == null ? null : ExprBuilder.strings(List.of(text));
    return new Stmt.AssertDecl(span, exprs.expr(check.expr()), message);
  }

  private Stmt given(Span span, YieldStmtContext given) {
    if (scans == 0) {
      problems.add(
          SyntaxCode.E0015.at(
              Tokens.span(given.getStart()), "`yield` outside the block of a `scan`"));
    }
    return new Stmt.YieldStmt(span, exprs.expr(given.expr()));
  }

  /** {@code else if} nests: built from the last branch backwards. */
  private Stmt choice(IfStmtContext choice) {
    int branches = choice.expr().size();
    Block otherwise = choice.ELSE() == null ? null : block(choice.block(branches), false);
    Stmt.If built = null;
    for (int i = branches - 1; i >= 0; i--) {
      Span condition = ExprBuilder.span(choice.expr(i));
      Span span = (i == 0 ? ExprBuilder.span(choice) : condition.to(ExprBuilder.span(choice)));
      Block then = block(choice.block(i), false);
      built = new Stmt.If(span, exprs.expr(choice.expr(i)), then, otherwise);
      otherwise = new Block(span, List.of(built));
    }
    return built;
  }

  private Stmt plain(Span span, PlainStmtContext plain) {
    if (plain.binding() != null) {
      return new Assignments(exprs, problems).binding(span, plain.value(), plain.binding());
    }
    if (plain.update() != null) {
      return new Assignments(exprs, problems).update(span, plain.value(), plain.update());
    }
    if (plain.indexDef() != null) {
      return new Assignments(exprs, problems).indexDef(span, plain.value(), plain.indexDef());
    }
    return new Stmt.ExprStmt(span, exprs.value(plain.value()));
  }

  private TypeExpr type(TypeContext type) {
    return type == null
        ? null
        : new TypeExpr(
            ExprBuilder.span(type),
            ExprBuilder.ident(type.ID()),
            type.dim().stream().map(this::dim).toList());
  }

  private TypeExpr.Dim dim(DimContext dim) {
    Span span = ExprBuilder.span(dim);
    if (dim.DOTS() != null) {
      return new TypeExpr.Dim.Rest(span);
    }
    Expr first = exprs.expr(dim.expr(0));
    if (dim.expr().size() == 1) {
      return size(span, null, first);
    }
    if (!(first instanceof Expr.Name label)) {
      problems.add(SyntaxCode.E0014.at(first.span(), "the label of an axis is a plain name"));
      return new TypeExpr.Dim.Rest(span);
    }
    return size(span, new Ident(label.span(), label.text()), exprs.expr(dim.expr(1)));
  }

  private static TypeExpr.Dim size(Span span, Ident label, Expr value) {
    boolean any = value instanceof Expr.Name name && name.text().equals("_");
    return any ? new TypeExpr.Dim.Any(span, label) : new TypeExpr.Dim.Size(span, label, value);
  }
}
