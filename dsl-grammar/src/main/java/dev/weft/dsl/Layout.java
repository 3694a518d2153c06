// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Stage 2: which newlines count, and do the brackets match. A newline is dropped inside round and
 * square brackets, after an operator, where nothing has begun, and before {@code else}; any other,
 * and every {@code ;} between statements, is one SEP. Nothing else is ever dropped.
 */
final class Layout {
  private final List<CommonToken> tokens = new ArrayList<>();
  private final Deque<CommonToken> open = new ArrayDeque<>();
  private final Problems problems;
  private CommonToken pending; // a SEP that counts once a statement follows
  private boolean balanced = true;
  private boolean swallowed; // a string that does not end was seen

  private Layout(Problems problems) {
    this.problems = problems;
  }

  /** The tokens that count, or null when the brackets do not match and no parse makes sense. */
  static List<CommonToken> apply(List<CommonToken> scanned, Problems problems) {
    Layout layout = new Layout(problems);
    for (CommonToken token : scanned) {
      layout.add(token);
      if (!layout.balanced) {
        return null;
      }
    }
    return layout.tokens;
  }

  private void add(CommonToken token) {
    int type = token.getType();
    if (type == SEP) {
      separator(token);
      return;
    }
    swallowed |= type == STRAY && isString(token);
    if (type == EOF && !open.isEmpty()) {
      unclosed();
      return;
    }
    if (type == RBRACE || type == EOF || type == ELSE && lastType() == RBRACE) {
      pending = null;
    } else if (pending != null) {
      tokens.add(pending);
      pending = null;
    }
    if (Tokens.closes(type)) {
      close(token);
    } else if (Tokens.opens(type)) {
      open.push(token);
    }
    tokens.add(token);
  }

  private void separator(CommonToken token) {
    boolean newline = !isSemicolon(token);
    boolean inside = !open.isEmpty() && open.peek().getType() != LBRACE;
    boolean dropped = newline && (inside || Tokens.continues(lastType()));
    boolean nothingBegun = tokens.isEmpty() || lastType() == LBRACE;
    if (!dropped && !nothingBegun && pending == null) {
      pending = token;
    }
  }

  static boolean isSemicolon(Token separator) {
    return separator.getText().equals(";");
  }

  private static boolean isString(Token stray) {
    return stray.getText().indexOf('"') >= 0 || stray.getText().indexOf('\'') >= 0;
  }

  private int lastType() {
    return tokens.isEmpty() ? Token.INVALID_TYPE : tokens.getLast().getType();
  }

  private void close(CommonToken token) {
    if (open.isEmpty()) {
      fail(
          SyntaxCode.E0004.at(
              Tokens.span(token), "`" + token.getText() + "` closes nothing that is open"));
      return;
    }
    CommonToken opener = open.pop();
    if (Tokens.partner(opener.getType()) != token.getType()) {
      fail(
          SyntaxCode.E0004
              .at(Tokens.span(token), mismatch(opener, token))
              .label(Tokens.span(opener), "opened here"));
    }
  }

  private static String mismatch(Token opener, Token closer) {
    return "`" + closer.getText() + "` does not close `" + opener.getText() + "`";
  }

  private void unclosed() {
    CommonToken opener = open.peek();
    if (swallowed) {
      balanced = false; // the string that does not end has taken the bracket with it
      return;
    }
    Span span = Tokens.span(opener);
    Diagnostic error = SyntaxCode.E0003.at(span, "`" + opener.getText() + "` is never closed");
    if (open.size() > 1) {
      error = error.because("it is the innermost of " + open.size() + " open brackets");
    }
    fail(error);
  }

  private void fail(Diagnostic error) {
    problems.add(error);
    balanced = false;
  }
}
