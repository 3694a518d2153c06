// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.Wording;
import java.util.Locale;
import java.util.Map;

/** What was probably meant by a character that the language does not use. */
final class LookAlikes {
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("-", "\u2010\u2011\u2012\u2013\u2014\u2212\uFE63"),
          Map.entry("*", "\u00D7\u00B7\u22C5\u2217\u2022\u2715"),
          Map.entry("/", "\u00F7\u2215\u2044"),
          Map.entry("'", "\u2018\u2019\u201A\u2032\u0060\u00B4"),
          Map.entry("\"", "\u201C\u201D\u201E\u00AB\u00BB\u2033"),
          Map.entry("<=", "\u2264\u2A7D"),
          Map.entry(">=", "\u2265\u2A7E"),
          Map.entry("!=", "\u2260"),
          Map.entry("**2", "\u00B2"),
          Map.entry("**3", "\u00B3"),
          Map.entry("...", "\u2026"),
          Map.entry(",", "\u3001"),
          Map.entry("->", "\u2192"),
          Map.entry("not", "\u00AC"),
          Map.entry("and", "\u2227"),
          Map.entry("or", "\u2228"),
          Map.entry("@", "\u2297"),
          Map.entry("sqrt(...)", "\u221A"),
          Map.entry("inf", "\u221E"));

  private LookAlikes() {}

  /** The error for a stray character at {@code start} of {@code text}. */
  static Diagnostic diagnose(String text, int start) {
    int codePoint = text.codePointAt(start);
    Span span = new Span(start, start + Character.charCount(codePoint));
    Diagnostic error = SyntaxCode.E0005.at(span, describe(codePoint));
    String help = help(text, start, codePoint);
    return help.isEmpty() ? error : error.help(help);
  }

  private static String describe(int codePoint) {
    String number = Wording.of("U+%04X", codePoint);
    if (isPlain(codePoint)) {
      return "unexpected character `" + (char) codePoint + "`";
    }
    String name = Character.getName(codePoint);
    String called = name == null ? "" : ", " + name.toLowerCase(Locale.ROOT);
    boolean visible =
        Character.getType(codePoint) != Character.SURROGATE && !isInvisible(codePoint);
    String shown = visible ? "`" + Character.toString(codePoint) + "` " : "";
    return "unexpected character " + shown + "(" + number + called + ")";
  }

  private static String help(String text, int start, int codePoint) {
    for (Map.Entry<String, String> entry : MEANT.entrySet()) {
      if (entry.getValue().indexOf(codePoint) >= 0) {
        return "write `" + entry.getKey() + "`";
      }
    }
    if (codePoint > 0xFF00 && codePoint < 0xFF5F) {
      return "this is a full-width form; write `" + (char) (codePoint - 0xFEE0) + "`";
    }
    if (Character.isDigit(codePoint)) {
      return "numbers are written with the digits 0 to 9";
    }
    if (isInvisible(codePoint) || Character.isSpaceChar(codePoint)) {
      return "remove it, or write an ordinary space";
    }
    return foreign(text, start, codePoint);
  }

  /** Operators of other languages that are one stray character here. */
  private static String foreign(String text, int start, int codePoint) {
    boolean afterAssign = start > 0 && text.charAt(start - 1) == '=';
    return switch (codePoint) {
      case '!' -> afterAssign ? "did you mean `!=`?" : "did you mean `not`, or `!=`?";
      case '?' -> "a choice is written `a if condition else b`";
      case '$' -> "names are written without a sign before them";
      case '\\' -> "a backslash stands only at the end of a line, to go on with the next";
      default -> "";
    };
  }

  private static boolean isPlain(int codePoint) {
    return codePoint > ' ' && codePoint < 0x7F;
  }

  private static boolean isInvisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.UNASSIGNED;
  }
}
