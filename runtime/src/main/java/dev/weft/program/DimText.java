// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.program.Dim.Atom;
import dev.weft.program.Dim.Function;
import dev.weft.program.Dim.Term;

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
    print(dim, out);
    return out.toString();
  }

  /** Into one builder: the size of a wide sum is nested as deep as the sum is long. */
  private static void print(Dim dim, StringBuilder out) {
    boolean first = true;
    for (Term term : dim.terms()) {
      sign(out, first, term.coefficient() < 0);
      product(term, out);
      first = false;
    }
    if (dim.constant() != 0 || first) {
      sign(out, first, dim.constant() < 0);
      magnitude(out, dim.constant());
    }
  }

  private static void sign(StringBuilder out, boolean first, boolean negative) {
    if (first) {
      out.append(negative ? "-" : "");
    } else {
      out.append(negative ? " - " : " + ");
    }
  }

  private static void magnitude(StringBuilder out, long value) {
    out.append(Long.toString(value), value < 0 ? 1 : 0, Long.toString(value).length());
  }

  private static void product(Term term, StringBuilder out) {
    boolean first = Math.abs(term.coefficient()) == 1;
    if (!first) {
      magnitude(out, term.coefficient());
    }
    for (Atom atom : term.factors()) {
      out.append(first ? "" : "*");
      print(atom, out);
      first = false;
    }
  }

  private static void print(Atom atom, StringBuilder out) {
    switch (atom) {
      case Dim.Symbol symbol -> out.append(symbol.name());
      case Dim.Call call -> {
        out.append(call.function().text()).append('(');
        print(call.left(), out);
        out.append(", ");
        print(call.right(), out);
        out.append(')');
      }
    }
  }

  static String print(Atom atom) {
    StringBuilder out = new StringBuilder();
    print(atom, out);
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
