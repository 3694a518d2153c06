// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.program.Dim.Atom;
import dev.weft.program.Dim.Function;
import dev.weft.program.Dim.Term;
import java.util.StringJoiner;

/**
 * The text of a {@link Dim}: {@code 2*n*m - 1}, {@code max(n - 2, 0)}. Printing and parsing are
 * inverse. A name is anything but spaces, digits at the start, and {@code ( ) , * + -}.
 */
public final class DimText {
  private static final String PUNCTUATION = "(),*+-";

  private final String text;
  private int at;

  private DimText(String text) {
    this.text = text;
  }

  static String print(Dim dim) {
    StringBuilder out = new StringBuilder();
    for (Term term : dim.terms()) {
      append(out, term.coefficient() < 0, product(term));
    }
    if (dim.constant() != 0 || dim.terms().isEmpty()) {
      append(out, dim.constant() < 0, Long.toString(dim.constant()).replace("-", ""));
    }
    return out.toString();
  }

  private static void append(StringBuilder out, boolean negative, String magnitude) {
    if (out.isEmpty()) {
      out.append(negative ? "-" : "");
    } else {
      out.append(negative ? " - " : " + ");
    }
    out.append(magnitude);
  }

  private static String product(Term term) {
    StringJoiner out = new StringJoiner("*");
    if (Math.abs(term.coefficient()) != 1) {
      out.add(Long.toString(term.coefficient()).replace("-", ""));
    }
    for (Atom atom : term.factors()) {
      out.add(atom.toString());
    }
    return out.toString();
  }

  /**
   * Reads what {@link Dim#toString} prints.
   *
   * @throws IllegalArgumentException where the text is no dim
   */
  public static Dim parse(String text) {
    DimText parser = new DimText(text);
    Dim dim = parser.sum();
    if (parser.peek() != 0) {
      throw parser.unexpected();
    }
    return dim;
  }

  private Dim sum() {
    Dim result = Dim.ZERO;
    char sign = peek() == '-' ? take() : '+';
    while (true) {
      Dim term = product();
      result = sign == '-' ? result.minus(term) : result.plus(term);
      if (peek() != '+' && peek() != '-') {
        return result;
      }
      sign = take();
    }
  }

  private Dim product() {
    Dim result = atom();
    while (peek() == '*') {
      take();
      result = result.times(atom());
    }
    return result;
  }

  private Dim atom() {
    peek();
    int start = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      throw unexpected();
    }
    if (Character.isDigit(word.charAt(0))) {
      return Dim.of(Long.parseLong(word));
    }
    return peek() == '(' ? call(word) : Dim.symbol(word);
  }

  private Dim call(String word) {
    take();
    Dim left = sum();
    expect(',');
    Dim right = sum();
    expect(')');
    for (Function function : Function.values()) {
      if (function.text().equals(word)) {
        return switch (function) {
          case FLOORDIV -> left.floorDiv(right);
          case MIN -> left.min(right);
          case MAX -> left.max(right);
          case BROADCAST -> left.broadcast(right);
        };
      }
    }
    throw unexpected();
  }

  private static boolean isEnd(char c) {
    return c == ' ' || PUNCTUATION.indexOf(c) >= 0;
  }

  private char peek() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char take() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected();
    }
    take();
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("unexpected text at " + at + " in size '" + text + "'");
  }
}
