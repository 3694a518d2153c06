// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import java.math.BigInteger;
import java.util.List;

/**
 * Reads one number: {@code 1_000}, {@code 0xff}, {@code .5}, {@code 1e-3}, {@code 2j}, {@code
 * 7i64}. Either {@link #literal()} or {@link #fault()} is non-null.
 */
final class NumberText {
  private static final int MOST_DIGITS = 1000;
  private static final List<String> DTYPES =
      List.of("f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16");

  private final Span span;
  private final String text;
  private int at;
  private Expr literal;
  private Diagnostic fault;

  NumberText(Span span, String text) {
    this.span = span;
    this.text = text;
    if (text.length() > MOST_DIGITS) {
      fail("this number has " + text.length() + " characters; the limit is " + MOST_DIGITS);
      return;
    }
    int radix = radix();
    if (radix == 10) {
      readDecimal();
    } else {
      readRadix(radix);
    }
  }

  /** The number, or null. */
  Expr literal() {
    return literal;
  }

  /** Why it is none, or null. */
  Diagnostic fault() {
    return fault;
  }

  private int radix() {
    if (text.length() < 2 || text.charAt(0) != '0') {
      return 10;
    }
    return switch (text.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private void readRadix(int radix) {
    at = 2;
    if (peek() == '_') {
      at++;
    }
    String digits = digits(radix);
    if (fault != null) {
      return;
    }
    if (digits.isEmpty() && at == text.length()) {
      fail("`" + text + "` needs digits after it");
    } else if (at < text.length()) {
      fail("`" + peek() + "` is not a digit of a number in base " + radix);
    } else {
      literal = new Expr.IntLit(span, new BigInteger(digits, radix), null);
    }
  }

  private void readDecimal() {
    String whole = digits(10);
    StringBuilder value = new StringBuilder(whole);
    boolean point = fault == null && peek() == '.';
    if (point) {
      at++;
      value.append('.').append(peek() == '_' ? "" : digits(10));
    }
    boolean exponent = fault == null && (peek() == 'e' || peek() == 'E');
    if (exponent) {
      exponent(value);
    }
    if (fault == null) {
      finish(value.toString(), point || exponent);
    }
  }

  private void exponent(StringBuilder value) {
    at++;
    value.append('e');
    if (peek() == '+' || peek() == '-') {
      value.append(peek());
      at++;
    }
    String digits = digits(10);
    if (digits.isEmpty() && fault == null) {
      fail("the exponent of `" + text + "` has no digits");
    }
    value.append(digits);
  }

  private void finish(String value, boolean isFloat) {
    String tail = text.substring(at);
    boolean imaginary = tail.equals("j") || tail.equals("J");
    String dtype = DTYPES.contains(tail) ? tail : null;
    if (!tail.isEmpty() && !imaginary && dtype == null) {
      failAt(tail);
    } else if (imaginary) {
      literal = new Expr.ImaginaryLit(span, Double.parseDouble(value));
    } else if (isFloat && dtype != null && !dtype.startsWith("f")) {
      fail("`" + text + "` gives an integer dtype to a number with a fraction or exponent");
    } else if (isFloat || dtype != null && dtype.startsWith("f")) {
      double number = "f32".equals(dtype) ? Float.parseFloat(value) : Double.parseDouble(value);
      literal = new Expr.FloatLit(span, number, dtype);
    } else if (value.length() > 1 && value.startsWith("0") && !value.matches("0+")) {
      fail("a decimal number does not start with 0");
      fault = fault.help("write `" + value.replaceFirst("^0+", "") + "`, or `0o...` for octal");
    } else {
      literal = new Expr.IntLit(span, new BigInteger(value), dtype);
    }
  }

  /** Says what may be meant by what follows the digits. */
  private void failAt(String tail) {
    char first = tail.charAt(0);
    String number = text.substring(0, at);
    fail("`" + text + "` is not a number");
    if (first == '_') {
      fault = fault.help("`_` stands only between digits");
    } else if (tail.matches("[fiuc]\\d+")) {
      fault = fault.help("the dtypes of literals are " + String.join(", ", DTYPES));
    } else if (Character.isLetter(first)) {
      fault = fault.help("for a product write `" + number + " * " + tail + "`");
    } else if (first == '.' && text.charAt(at - 1) == '.') {
      fault = fault.help("a range is written with `:`, as in `1:2`");
    }
  }

  /** Digits with single underscores between them, underscores dropped. */
  private String digits(int radix) {
    StringBuilder digits = new StringBuilder();
    while (at < text.length()) {
      char c = peek();
      boolean between =
          c == '_'
              && !digits.isEmpty()
              && at + 1 < text.length()
              && isDigit(text.charAt(at + 1), radix);
      if (isDigit(c, radix)) {
        digits.append(c);
      } else if (!between) {
        break;
      }
      at++;
    }
    return digits.toString();
  }

  private static boolean isDigit(char c, int radix) {
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void fail(String message) {
    fault = SyntaxCode.E0007.at(span, message);
  }
}
