// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;

/** Reads one string token, quotes and all. {@link #fault()} is null when its escapes are known. */
final class StringText {
  private final Span span;
  private final String text;
  private final StringBuilder value = new StringBuilder();
  private Diagnostic fault;

  StringText(Span span, String text) {
    this.span = span;
    this.text = text;
    int open = text.charAt(0) == 'b' || text.charAt(0) == 'B' ? 1 : 0;
    int at = open + 1;
    while (at < text.length() - 1) {
      if (text.charAt(at) == '\\') {
        at = escape(at);
      } else {
        value.append(text.charAt(at++));
      }
    }
  }

  String value() {
    return value.toString();
  }

  /** The first escape that is none, or null. */
  Diagnostic fault() {
    return fault;
  }

  /** Reads the escape at {@code at} and returns where the text goes on. */
  private int escape(int at) {
    char kind = text.charAt(at + 1);
    switch (kind) {
      case '\\', '\'', '"' -> value.append(kind);
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'x' -> {
        return hex(at, 2);
      }
      case 'u' -> {
        return hex(at, 4);
      }
      default -> fail(at, 2);
    }
    return at + 2;
  }

  private int hex(int at, int digits) {
    int end = at + 2 + digits;
    int code = 0;
    for (int i = at + 2; i < end; i++) {
      int digit = i < text.length() - 1 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        fail(at, 2);
        return at + 2;
      }
      code = code * 16 + digit;
    }
    value.append((char) code);
    return end;
  }

  private void fail(int at, int length) {
    if (fault == null) {
      Span place = new Span(span.start() + at, span.start() + at + length);
      fault =
          SyntaxCode.E0008
              .at(place, "unknown escape `" + text.substring(at, at + length) + "`")
              .help(
                  "strings know \\n"
                      + " \\t \\r"
                      + " \\\\ \\' \\\" \\xHH \\uHHHH; write `\\\\` for a backslash");
    }
  }
}
