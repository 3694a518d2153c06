// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * Stage 5: what the parser does at a syntax error: one report for the statement that has it, and on
 * with the next statement. No token is guessed, so one mistake never shows as two.
 */
final class Recovery extends DefaultErrorStrategy {
  private final SyntaxErrors errors;
  private RecognitionException reported;

  Recovery(SyntaxErrors errors) {
    this.errors = errors;
  }

  /** Called between tokens: only the end of a statement is checked here, the rest by the rules. */
  @Override
  public void sync(Parser parser) {
    int rule = parser.getContext().getRuleIndex();
    int next = parser.getCurrentToken().getType();
    boolean afterStatement =
        rule == RULE_text
            || rule == RULE_block && parser.getInputStream().LT(-1).getType() != LBRACE;
    if (afterStatement && next != SEP && next != RBRACE && next != EOF) {
      errors.unfinished(parser);
      skip(parser, 0);
    }
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    if (error != reported) {
      reported = error;
      errors.unexpected(parser, error);
    }
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    if (parser.getContext().getRuleIndex() != RULE_statement) {
      throw error;
    }
    int start = parser.getContext().getStart().getTokenIndex();
    skip(parser, openSince(start, parser.getInputStream()));
  }

  private static int openSince(int start, TokenStream tokens) {
    int open = 0;
    for (int i = start; i < tokens.index(); i++) {
      open += step(tokens.get(i).getType());
    }
    return open;
  }

  /** Goes to the end of the statement, out of its open brackets and over whole ones. */
  private static void skip(Parser parser, int open) {
    int depth = open;
    for (int type = parser.getCurrentToken().getType();
        type != EOF && (depth > 0 || type != SEP && !Tokens.closes(type));
        type = parser.getCurrentToken().getType()) {
      depth += step(type);
      parser.consume();
    }
  }

  private static int step(int type) {
    return Tokens.opens(type) ? 1 : Tokens.closes(type) ? -1 : 0;
  }
}
