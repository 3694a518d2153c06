// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.antlr.WeftGrammarParser;
import dev.weft.dsl.antlr.WeftGrammarParser.StatementContext;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/**
 * Text to syntax tree, in six stages: {@link Scanner} (tokens), {@link Layout} (newlines and
 * brackets), {@link Keywords} (which words are keywords), {@link DepthGauge} (the limit on
 * nesting), the grammar with {@link Recovery}, and {@link StatementBuilder} (the tree). Time and
 * memory are linear in the text. Thread-safe: nothing is kept between calls.
 */
public final class WeftParser {
  private final ParseLimits limits;

  /** A parser with the default limits. */
  public WeftParser() {
    this(ParseLimits.DEFAULT);
  }

  /** A parser with limits of its own. */
  public WeftParser(ParseLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads an expression string: statements that bind names, then one value.
   *
   * @throws WeftException with every syntax error of the text
   */
  public static ExpressionText parseExpression(Source source) {
    return new WeftParser().expression(source);
  }

  /**
   * Reads a script.
   *
   * @throws WeftException with every syntax error of the text
   */
  public static Script parseScript(Source source) {
    return new WeftParser().script(source);
  }

  /** As {@link #parseExpression}, within the limits of this parser. */
  public ExpressionText expression(Source source) {
    Problems problems = new Problems(source);
    List<Stmt> statements = statements(source, problems, false);
    problems.throwIfAny();
    ExpressionText text = split(source, statements, problems);
    problems.throwIfAny();
    return text;
  }

  /** Parts the value from the statements before it. */
  private static ExpressionText split(Source source, List<Stmt> statements, Problems problems) {
    if (statements.isEmpty()) {
      problems.add(SyntaxCode.E0011.at(Span.at(0), "there is no expression"));
      return null;
    }
    List<Stmt> before = statements.subList(0, statements.size() - 1);
    for (Stmt statement : before) {
      if (unannotated(statement) instanceof Stmt.ExprStmt value) {
        problems.add(notLast(value));
      }
    }
    Stmt last = statements.getLast();
    if (unannotated(last) instanceof Stmt.ExprStmt value) {
      List<Annotation> annotations =
          last instanceof Stmt.Annotated annotated ? annotated.annotations() : List.of();
      return new ExpressionText(source, before, annotations, value.value());
    }
    problems.add(
        SyntaxCode.E0012
            .at(last.span().after(), "the text binds names but gives no value")
            .help("end it with the value to compute, as in `x = a * a; sqrt(x)`"));
    return null;
  }

  /** As {@link #parseScript}, within the limits of this parser. */
  public Script script(Source source) {
    Problems problems = new Problems(source);
    List<Stmt> statements = statements(source, problems, true);
    problems.throwIfAny();
    return new Script(source, statements);
  }

  private static Stmt unannotated(Stmt statement) {
    return statement instanceof Stmt.Annotated annotated ? annotated.statement() : statement;
  }

  private static Diagnostic notLast(Stmt.ExprStmt value) {
    return SyntaxCode.E0013
        .at(value.span(), "an expression string has one value; this one would be lost")
        .help("to go on in the next line, end this one with the operator or use parentheses")
        .help("several outputs are a tuple: `(a, b)`");
  }

  private List<Stmt> statements(Source source, Problems problems, boolean declares) {
    List<CommonToken> tokens = tokens(source, problems);
    if (tokens.size() == 1) {
      return List.of();
    }
    WeftGrammarParser parser =
        new WeftGrammarParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.setTrimParseTree(true);
    parser.setErrorHandler(new Recovery(new SyntaxErrors(problems)));
    List<StatementContext> parsed = parser.text().statement();
    return new StatementBuilder(problems, declares).statements(parsed);
  }

  /** The tokens as the grammar wants them; throws where no parse makes sense. */
  private List<CommonToken> tokens(Source source, Problems problems) {
    int length = source.text().length();
    if (length > limits.chars()) {
      problems.add(
          SyntaxCode.E0009.at(
              Span.at(limits.chars()),
              "the text has " + length + " characters; the limit is " + limits.chars()));
      problems.throwIfAny();
    }
    List<CommonToken> laidOut = Layout.apply(Scanner.scan(source, problems), problems);
    if (laidOut == null) {
      problems.throwIfAny();
    }
    List<CommonToken> tokens = Keywords.resolve(laidOut);
    Token beyond = DepthGauge.firstBeyond(limits.depth(), tokens);
    if (beyond != null) {
      problems.add(
          SyntaxCode.E0010
              .at(Tokens.span(beyond), "nested deeper than the limit of " + limits.depth())
              .help("bind inner parts to names before"));
      problems.throwIfAny();
    }
    return tokens;
  }
}
