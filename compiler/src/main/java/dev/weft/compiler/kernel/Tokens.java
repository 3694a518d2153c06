// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers and signs of a kernel's text, with a place among them. */
final class Tokens {
  private static final String NUMBER =
      "-?(?:0x[0-9a-fA-F]+|[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|inf\\b|nan\\b)";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<skip>\\s+|//[^\\n]*)|(?<number>"
              + NUMBER
              + ")|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)|(?<sign>\\.\\.|[(){}\\[\\]:,=<@?])");

  private record Token(String text, boolean isNumber, int line) {}

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  Tokens(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException("line " + line + ": unexpected " + text.charAt(at));
      }
      if (matcher.group("skip") == null) {
        tokens.add(new Token(matcher.group(), matcher.group("number") != null, line));
      }
      line += (int) matcher.group().chars().filter(c -> c == '\n').count();
      at = matcher.end();
    }
  }

  /** The next token's text, or the empty text at the end. */
  String peek() {
    return next < tokens.size() ? tokens.get(next).text() : "";
  }

  boolean atNumber() {
    return next < tokens.size() && tokens.get(next).isNumber();
  }

  /** The next token's text, passing it. */
  String take() {
    if (next == tokens.size()) {
      throw error("the text ends too early");
    }
    return tokens.get(next++).text();
  }

  /** Passes the next token if it is {@code text}. */
  boolean accept(String text) {
    boolean found = peek().equals(text);
    next += found ? 1 : 0;
    return found;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw error("expected " + text + " but found " + peek());
    }
  }

  /** The next token, which is a name; a buffer may even be called {@code inf} or {@code nan}. */
  String name() {
    if (peek().isEmpty() || !Character.isJavaIdentifierStart(peek().charAt(0))) {
      throw error("expected a name but found " + peek());
    }
    return take();
  }

  int integer() {
    return Math.toIntExact(longInteger());
  }

  long longInteger() {
    try {
      return Long.parseLong(take());
    } catch (NumberFormatException e) {
      throw error("expected a whole number");
    }
  }

  void end() {
    if (next < tokens.size()) {
      throw error("unexpected " + peek());
    }
  }

  IllegalArgumentException error(String message) {
    int at = Math.min(next, tokens.size() - 1);
    return new IllegalArgumentException(
        "line " + (at < 0 ? 1 : tokens.get(at).line()) + ": " + message);
  }
}
