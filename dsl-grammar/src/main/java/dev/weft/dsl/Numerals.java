// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plain numbers of an expression string, and the text with marks in their places: its
 * <em>form</em>. Found by one look at the characters, without a parse. Texts of one form are the
 * same tokens but for the values of these numbers, so that they parse alike.
 *
 * <p>A plain number has neither prefix, suffix nor underscore. 0 and 1 stay in the form: axes,
 * first elements and the like are mostly these, and a compiler makes more of them than of other
 * numbers.
 *
 * @param form {@code ?} stands for an integer, {@code ?.} for a number with a point or exponent
 * @param literals in the order of the text, with their places
 */
public record Numerals(String form, List<Expr> literals) {

  /** Texts are short where they come in many versions; a long one costs more than a look. */
  public static final int MOST_CHARS = 4096;

  /** Each may become an operand of a loop. */
  private static final int MOST_NUMERALS = 32;

  /** Integers of so many digits fit into an i64. */
  private static final int MOST_DIGITS = 18;

  public Numerals {
    literals = List.copyOf(literals);
  }

  /**
   * The numbers of a text; nothing where there are none, or where the text holds what cannot be
   * told from numbers at one look: strings, comments and continued lines.
   */
  public static Optional<Numerals> of(String text) {
    return text.length() > MOST_CHARS ? Optional.empty() : new Look(text).numerals();
  }

  /** The number of the literal that stands there, or -1 for one that is part of the form. */
  public int at(Span span) {
    for (int i = 0; i < literals.size(); i++) {
      if (literals.get(i).span().equals(span)) {
        return i;
      }
    }
    return -1;
  }

  /** A place of this text as a place of another of the same form. */
  public Span in(Numerals other, Span span) {
    return new Span(in(other, span.start()), in(other, span.end()));
  }

  private int in(Numerals other, int offset) {
    int moved = 0;
    for (int i = 0; i < literals.size(); i++) {
      int end = literals.get(i).span().end();
      int otherEnd = other.literals.get(i).span().end();
      if (offset < end) {
        return Math.min(offset + moved, otherEnd);
      }
      moved = otherEnd - end;
    }
    return offset + moved;
  }

  /** One pass over the characters, which parts them as the lexer does. */
  private static final class Look {
    private final String text;
    private final StringBuilder form = new StringBuilder();
    private final List<Expr> literals = new ArrayList<>();
    private int at;

    Look(String text) {
      this.text = text;
    }

    Optional<Numerals> numerals() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"' || c == '\'' || c == '#' || c == '\\' || c == '?') {
          return Optional.empty();
        }
        if (isDigit(at) || c == '.' && isDigit(at + 1)) {
          number();
        } else {
          copy(isWord(c) ? wordEnd() : text.startsWith("...", at) ? at + 3 : at + 1);
        }
      }
      boolean some = !literals.isEmpty() && literals.size() <= MOST_NUMERALS;
      return some ? Optional.of(new Numerals(form.toString(), literals)) : Optional.empty();
    }

    private void copy(int end) {
      form.append(text, at, end);
      at = end;
    }

    private int wordEnd() {
      int end = at;
      while (end < text.length() && isWord(text.charAt(end))) {
        end++;
      }
      return end;
    }

    /** All that the lexer would take for one number; malformed ones are left to the parser. */
    private void number() {
      int end = at;
      boolean digits = true;
      boolean plain = true;
      while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == '.')) {
        boolean exponent = isExponent(text.charAt(end));
        boolean signed = exponent && end + 1 < text.length() && isSign(text.charAt(end + 1));
        digits &= isDigit(end);
        plain &= isDigit(end) || exponent || text.charAt(end) == '.';
        end += signed ? 2 : 1;
      }
      Expr literal = plain && (!digits || end - at <= MOST_DIGITS) ? literal(end) : null;
      if (literal == null) {
        copy(end);
      } else {
        literals.add(literal);
        form.append(digits ? "?" : "?.");
        at = end;
      }
    }

    /** The number, unless it is malformed, infinite, 0 or 1. */
    private Expr literal(int end) {
      Expr literal = new NumberText(new Span(at, end), text.substring(at, end)).literal();
      boolean whole = literal instanceof Expr.IntLit(_, var value, _) && value.bitLength() > 1;
      boolean real =
          literal instanceof Expr.FloatLit(_, double value, _)
              && value != 0
              && value != 1
              && Double.isFinite(value);
      return whole || real ? literal : null;
    }

    private boolean isDigit(int index) {
      return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    /** Beyond ASCII the lexer takes every character for part of a name. */
    private static boolean isWord(char c) {
      return c >= '0' && c <= '9'
          || c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c == '_'
          || c >= 128 && c != '\u00A0';
    }

    private static boolean isExponent(char c) {
      return c == 'e' || c == 'E';
    }

    private static boolean isSign(char c) {
      return c == '+' || c == '-';
    }
  }
}
