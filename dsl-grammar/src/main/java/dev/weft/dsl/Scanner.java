// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static dev.weft.dsl.antlr.WeftGrammarParser.*;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.antlr.WeftGrammarLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;

/** Stage 1: text to tokens. What is no token is reported here and becomes a STRAY. */
final class Scanner {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private final Problems problems;
  private final List<CommonToken> tokens = new ArrayList<>();

  private Scanner(Source source, Problems problems) {
    this.text = source.text();
    this.problems = problems;
  }

  /** All tokens of a source, the end of file last. */
  static List<CommonToken> scan(Source source, Problems problems) {
    Scanner scanner = new Scanner(source, problems);
    WeftGrammarLexer lexer = new WeftGrammarLexer(new SourceStream(source));
    lexer.removeErrorListeners();
    CommonToken token;
    do {
      token = (CommonToken) lexer.nextToken();
      scanner.add(token);
    } while (token.getType() != EOF);
    return scanner.tokens;
  }

  private void add(CommonToken token) {
    switch (token.getType()) {
      case STRAY -> stray(token);
      case NUMBER -> check(token, new NumberText(Tokens.span(token), token.getText()).fault());
      case STRING -> check(token, new StringText(Tokens.span(token), token.getText()).fault());
      case BAD_STRING -> check(token, unterminated(token));
      case ID -> name(token);
      default -> tokens.add(token);
    }
  }

  /** Parts the letters of a name from other characters beyond ASCII. */
  private void name(CommonToken token) {
    int start = token.getStartIndex();
    int end = token.getStopIndex() + 1;
    int from = start;
    for (int at = start; at < end; ) {
      int codePoint = text.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (!Names.isPart(codePoint) || at == from && !Names.isStart(codePoint)) {
        part(token, ID, from, at);
        part(token, STRAY, at, next);
        from = next;
      }
      at = next;
    }
    part(token, ID, from, end);
  }

  private void part(CommonToken whole, int type, int from, int to) {
    if (from == to) {
      return;
    }
    CommonToken part = new CommonToken(whole);
    part.setType(type);
    part.setStartIndex(from);
    part.setStopIndex(to - 1);
    if (type == STRAY) {
      stray(part);
    } else {
      tokens.add(part);
    }
  }

  private void check(CommonToken token, Diagnostic fault) {
    if (fault != null) {
      problems.add(fault);
      token.setType(STRAY);
    }
    tokens.add(token);
  }

  /** Reports a stray character, once for a row of the same. */
  private void stray(CommonToken token) {
    int start = token.getStartIndex();
    if (start == 0 && text.charAt(0) == BYTE_ORDER_MARK) {
      return;
    }
    CommonToken last = tokens.isEmpty() ? null : tokens.getLast();
    if (last != null && last.getType() == STRAY && Tokens.touch(last, token)) {
      boolean same = text.codePointBefore(start) == text.codePointAt(start);
      last.setStopIndex(token.getStopIndex());
      if (same) {
        return;
      }
    } else {
      tokens.add(token);
    }
    problems.add(LookAlikes.diagnose(text, start));
  }

  private static Diagnostic unterminated(CommonToken token) {
    Span span = Tokens.span(token);
    String string = token.getText();
    String quote =
        string.startsWith("b") || string.startsWith("B")
            ? string.substring(1, 2)
            : string.substring(0, 1);
    return SyntaxCode.E0006
        .at(
            Span.at(span.start()).to(new Span(span.start(), span.start() + 1)),
            "this string does not end on its line")
        .label(span.after(), "expected `" + quote + "` here");
  }
}
