// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Stage 6, expressions: parse tree to syntax tree. Loops, not streams: their frames would count
 * many times over when brackets nest.
 */
final class ExprBuilder {
  private final StatementBuilder statements;
  private final Problems problems;

  ExprBuilder(StatementBuilder statements, Problems problems) {
    this.statements = statements;
    this.problems = problems;
  }

  static Span span(ParserRuleContext node) {
    return Tokens.span(node.getStart(), node.getStop());
  }

  static Ident ident(TerminalNode id) {
    return new Ident(Tokens.span(id.getSymbol()), name(id.getSymbol()));
  }

  static List<Ident> idents(List<TerminalNode> ids) {
    return ids.stream().map(ExprBuilder::ident).toList();
  }

  private static String name(Token token) {
    return Names.normal(token.getText());
  }

  /** One expression, or a tuple of several. */
  Expr value(ValueContext value) {
    List<ExprContext> elements = value.expr();
    return elements.size() == 1
        ? expr(elements.getFirst())
        : new Expr.Tuple(span(value), exprs(elements));
  }

  private List<Expr> exprs(List<ExprContext> elements) {
    List<Expr> exprs = new ArrayList<>(elements.size());
    for (ExprContext element : elements) {
      exprs.add(expr(element));
    }
    return exprs;
  }

  /** An expression, or null for none. */
  Expr optional(ExprContext expr) {
    return expr == null ? null : expr(expr);
  }

  Expr expr(ExprContext expr) {
    Expr then = Operations.group(expr.operation(0), this::primary, problems);
    if (expr.IF() == null) {
      return then;
    }
    Expr condition = Operations.group(expr.operation(1), this::primary, problems);
    return new Expr.Ternary(span(expr), condition, then, expr(expr.expr()));
  }

  private Expr primary(PrimaryContext primary) {
    List<TrailerContext> trailers = primary.trailer();
    Expr base = atom(primary);
    int first = 0;
    boolean dropped = primary.ID() != null && primary.ID().getText().equals("np");
    if (dropped && !trailers.isEmpty() && trailers.getFirst().ID() != null) {
      Token last = trailers.getFirst().ID().getSymbol();
      base = new Expr.Name(Tokens.span(primary.getStart(), last), name(last));
      first = 1;
    }
    for (TrailerContext trailer : trailers.subList(first, trailers.size())) {
      base = trailer(Tokens.span(primary.getStart(), trailer.getStop()), base, trailer);
    }
    return base;
  }

  private Expr trailer(Span span, Expr base, TrailerContext trailer) {
    if (trailer.ID() != null) {
      return new Expr.Attribute(span, base, ident(trailer.ID()));
    }
    if (trailer.LPAREN() != null) {
      return new Expr.Call(span, base, arguments(trailer.arguments()));
    }
    return new Expr.Index(span, base, subscripts(trailer.subscript()));
  }

  private List<Subscript> subscripts(List<SubscriptContext> contexts) {
    List<Subscript> subscripts = new ArrayList<>(contexts.size());
    for (SubscriptContext context : contexts) {
      subscripts.add(subscript(context));
    }
    return subscripts;
  }

  /** The arguments of a call; those without a name come first and no name comes twice. */
  List<Expr.Argument> arguments(ArgumentsContext arguments) {
    List<Expr.Argument> list = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ArgumentContext argument :
        arguments == null ? List.<ArgumentContext>of() : arguments.argument()) {
      Expr.Argument built = argument(argument);
      if (built.name() == null && !names.isEmpty()) {
        problems.add(
            SyntaxCode.E0017.at(
                built.span(), "an argument without a name follows one with a name"));
      } else if (built.name() != null && !names.add(built.name().text())) {
        problems.add(
            SyntaxCode.E0017.at(built.span(), "`" + built.name().text() + "` is given twice"));
      }
      list.add(built);
    }
    return list;
  }

  private Expr.Argument argument(ArgumentContext argument) {
    Expr first = expr(argument.expr(0));
    if (argument.ASSIGN() == null) {
      return new Expr.Argument(span(argument), null, first);
    }
    Expr value = expr(argument.expr(1));
    if (first instanceof Expr.Name name) {
      Ident ident = new Ident(name.span(), name.text());
      return new Expr.Argument(span(argument), ident, value);
    }
    problems.add(
        SyntaxCode.E0014
            .at(first.span(), "the name of an argument is a plain name")
            .help("to compare, write `==`"));
    return new Expr.Argument(span(argument), null, value);
  }

  private Subscript subscript(SubscriptContext subscript) {
    Span span = span(subscript);
    if (subscript.DOTS() != null) {
      return new Subscript.Ellipsis(span);
    }
    Expr first = optional(subscript.expr());
    SliceTailContext tail = subscript.sliceTail();
    if (tail != null) {
      Expr step = tail.sliceStep() == null ? null : optional(tail.sliceStep().expr());
      return new Subscript.Slice(span, first, optional(tail.expr()), step);
    }
    return first instanceof Expr.NoneLit
        ? new Subscript.NewAxis(span)
        : new Subscript.At(span, first);
  }

  /** What stands before the postfixes. */
  private Expr atom(PrimaryContext primary) {
    Token token = primary.getStart();
    Span span = Tokens.span(token);
    return switch (token.getType()) {
      case NUMBER -> new NumberText(span, token.getText()).literal();
      case STRING -> strings(primary.STRING());
      case TRUE -> new Expr.BoolLit(span, true);
      case FALSE -> new Expr.BoolLit(span, false);
      case NONE -> new Expr.NoneLit(span);
      case ID -> new Expr.Name(span, name(token));
      case LPAREN -> paren(primary.paren());
      case LBRACK -> list(primary.list());
      case LOOP -> loop(primary.loop());
      default -> scan(primary.scan());
    };
  }

  /** One string token, or several that stand side by side. */
  static Expr.StringLit strings(List<TerminalNode> parts) {
    StringBuilder value = new StringBuilder();
    for (TerminalNode part : parts) {
      value.append(new StringText(Tokens.span(part.getSymbol()), part.getText()).value());
    }
    Token last = parts.getLast().getSymbol();
    return new Expr.StringLit(Tokens.span(parts.getFirst().getSymbol(), last), value.toString());
  }

  private Expr paren(ParenContext paren) {
    List<ExprContext> elements = paren.expr();
    boolean tuple = elements.size() != 1 || paren.TRAILING() != null;
    return tuple ? new Expr.Tuple(span(paren), exprs(elements)) : expr(elements.getFirst());
  }

  private Expr list(ListContext list) {
    return new Expr.ListLit(span(list), exprs(list.expr()));
  }

  Range range(RangeContext range) {
    Expr step = optional(range.expr(2));
    return new Range(span(range), expr(range.expr(0)), expr(range.expr(1)), step);
  }

  private Expr loop(LoopContext loop) {
    Expr.LoopHead head =
        loop.FOR() != null
            ? new Expr.LoopHead.Counted(ident(loop.ID()), range(loop.range()))
            : new Expr.LoopHead.Conditional(expr(loop.expr(0)), expr(loop.expr(1)));
    return new Expr.LoopExpr(
        span(loop), carried(loop.carried()), head, statements.block(loop.block(), false));
  }

  private Expr scan(ScanContext scan) {
    List<Expr.Binding> over = new ArrayList<>();
    for (SequenceContext sequence : scan.sequence()) {
      over.add(new Expr.Binding(ident(sequence.ID()), expr(sequence.expr())));
    }
    return new Expr.ScanExpr(
        span(scan), carried(scan.carried()), over, statements.block(scan.block(), true));
  }

  private List<Expr.Binding> carried(CarriedContext carried) {
    List<Expr.Binding> bindings = new ArrayList<>();
    for (StartContext start : carried.start()) {
      bindings.add(new Expr.Binding(ident(start.ID()), expr(start.expr())));
    }
    return bindings;
  }
}
