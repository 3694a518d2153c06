// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Turns the place where the parser stopped into a diagnostic. */
final class SyntaxErrors {
  private static final int LONGEST_QUOTE = 30;
  private static final int MOST_CHOICES = 4;

  private final Problems problems;

  SyntaxErrors(Problems problems) {
    this.problems = problems;
  }

  /** The grammar wanted something else than the current token. */
  void unexpected(Parser parser, RecognitionException error) {
    Stop stop = Stop.of(parser, error.getExpectedTokens());
    report(stop, expected(stop));
  }

  /** A statement is complete, but something follows it. */
  void unfinished(Parser parser) {
    IntervalSet end = new IntervalSet(SEP, EOF);
    report(Stop.of(parser, end), "the end of the statement");
  }

  private void report(Stop stop, String expected) {
    if (stop.found().getType() == STRAY) {
      return; // the scanner has said what is wrong with it
    }
    Diagnostic foreign = ForeignSyntax.diagnose(stop);
    if (foreign != null) {
      problems.add(foreign);
      return;
    }
    boolean ends = stop.found().getType() == EOF;
    SyntaxCode code = ends ? SyntaxCode.E0002 : SyntaxCode.E0001;
    Diagnostic error =
        code.at(place(stop), "expected " + expected + ", found " + quote(stop.found()));
    String help = ForeignSyntax.help(stop);
    problems.add(help.isEmpty() ? error : error.help(help));
  }

  /** What is missing at the end of a line is missing after its last token. */
  private static Span place(Stop stop) {
    int type = stop.found().getType();
    boolean missing = type == EOF || type == SEP && !Layout.isSemicolon(stop.found());
    return missing && stop.before() != null
        ? Tokens.span(stop.before()).after()
        : Tokens.span(stop.found());
  }

  private static String expected(Stop stop) {
    if (stop.beforeType() == LBRACE) {
      return "a statement or `}`";
    }
    Set<String> choices = new LinkedHashSet<>();
    IntervalSet wanted = stop.wanted();
    boolean opened = Tokens.opens(stop.beforeType()) && !wanted.contains(ID);
    if (wanted.contains(NUMBER) || opened) {
      choices.add("an expression");
    }
    if (!wanted.contains(NUMBER)) {
      boolean inList = wanted.contains(RPAREN) || wanted.contains(RBRACK);
      if (inList && Tokens.endsOperand(stop.beforeType())) {
        choices.add("`,`");
      }
      for (int type : wanted.toList()) {
        choices.add(describe(type));
      }
    }
    if (choices.size() > MOST_CHOICES) {
      return "something else";
    }
    return join(choices.stream().toList());
  }

  private static String join(List<String> choices) {
    int last = choices.size() - 1;
    return last < 1
        ? choices.getFirst()
        : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  private static String describe(int type) {
    return switch (type) {
      case ID -> "a name";
      case STRING -> "a string";
      case SEP, EOF -> "the end of the statement";
      case TRAILING -> "`,`";
      default -> {
        String literal = VOCABULARY.getLiteralName(type);
        String word = VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT);
        yield "`" + (literal == null ? word : literal.substring(1, literal.length() - 1)) + "`";
      }
    };
  }

  /** A token as messages show it. */
  static String quote(Token token) {
    if (token.getType() == EOF) {
      return "the end of the text";
    }
    if (token.getType() == SEP && !Layout.isSemicolon(token)) {
      return "the end of the line";
    }
    String text = token.getText();
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    int end = cut ? text.offsetByCodePoints(0, LONGEST_QUOTE) : text.length();
    return "`" + text.substring(0, end) + (cut ? "...`" : "`");
  }

  /**
   * Where the parser stopped.
   *
   * @param start the first token of the statement
   * @param before the token before {@code found}, or null at the start of the text
   * @param found the token that does not fit
   * @param next the token after it
   * @param wanted the token types that would fit
   */
  record Stop(Token start, Token before, Token found, Token next, IntervalSet wanted) {
    static Stop of(Parser parser, IntervalSet wanted) {
      TokenStream tokens = parser.getInputStream();
      return new Stop(firstOfStatement(tokens), tokens.LT(-1), tokens.LT(1), tokens.LT(2), wanted);
    }

    private static Token firstOfStatement(TokenStream tokens) {
      int at = tokens.index();
      while (at > 0) {
        int type = tokens.get(at - 1).getType();
        if (type == SEP || type == LBRACE) {
          break;
        }
        at--;
      }
      return tokens.get(at);
    }

    int beforeType() {
      return before == null ? Token.INVALID_TYPE : before.getType();
    }

    int foundType() {
      return found.getType();
    }

    boolean wants(int type) {
      return wanted.contains(type);
    }
  }
}
