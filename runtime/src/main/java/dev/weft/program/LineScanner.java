// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a listing line by line and each line piece by piece. */
final class LineScanner {
  private final String[] lines;
  private int number = -1;
  private String line = "";
  private int at;

  LineScanner(String text) {
    lines = text.split("\n", -1);
  }

  /** Goes to the next line that is not blank; false at the end of the text. */
  boolean next() {
    if (!atEnd()) {
      throw error("the line goes on unexpectedly");
    }
    do {
      number++;
      if (number >= lines.length) {
        line = "";
        at = 0;
        return false;
      }
      line = lines[number];
      at = 0;
      skip();
    } while (at == line.length());
    return true;
  }

  IllegalArgumentException error(String problem) {
    return new IllegalArgumentException(
        Wording.of("line %d, column %d: %s", number + 1, at + 1, problem));
  }

  private void skip() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
  }

  boolean atEnd() {
    skip();
    return at == line.length();
  }

  boolean sees(String text) {
    skip();
    return line.startsWith(text, at);
  }

  /** Takes a text if it comes next. */
  boolean accept(String text) {
    boolean found = sees(text);
    at += found ? text.length() : 0;
    return found;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw error("'" + text + "' is missing");
    }
  }

  /** Everything up to the end of the line, spaces included. */
  String rest() {
    String rest = line.substring(at);
    at = line.length();
    return rest;
  }

  /** Letters, digits and signs of a number or a keyword. */
  String word() {
    skip();
    int start = at;
    while (at < line.length() && isPart(line.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw error("a word is missing");
    }
    return line.substring(start, at);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '.';
  }

  long number() {
    skip();
    int start = at;
    while (at < line.length() && (Character.isDigit(line.charAt(at)) || line.charAt(at) == '-')) {
      at++;
    }
    try {
      return Long.parseLong(line.substring(start, at));
    } catch (NumberFormatException _) {
      throw error("a number is missing");
    }
  }

  int integer() {
    long number = number();
    if (number != (int) number) {
      throw error("the number is too large");
    }
    return (int) number;
  }

  int slot() {
    expect("%");
    return integer();
  }

  <E extends Enum<E>> E choice(Class<E> type) {
    String word = word();
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw error("'" + word + "' is none of " + List.of(type.getEnumConstants()));
  }

  DType dtype() {
    String word = word();
    return DType.named(word).orElseThrow(() -> error("'" + word + "' is no dtype"));
  }

  /** A text in quotes. */
  String quoted() {
    expect("\"");
    StringBuilder text = new StringBuilder();
    while (true) {
      if (at >= line.length()) {
        throw error("a text does not end");
      }
      char c = line.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      text.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = at < line.length() ? line.charAt(at++) : 0;
    return switch (c) {
      case 'n' -> '\n';
      case '"', '\\' -> c;
      case 'u' -> {
        if (at + 4 > line.length()) {
          throw error("an escape does not end");
        }
        at += 4;
        yield (char) Integer.parseInt(line.substring(at - 4, at), 16);
      }
      default -> throw error("no such escape");
    };
  }

  /** The pieces between an opening and a closing mark that commas part, brackets inside intact. */
  List<String> pieces(char open, char close) {
    expect(String.valueOf(open));
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int start = at;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == close && depth == 0) {
        String last = line.substring(start, at++).strip();
        if (!last.isEmpty() || !pieces.isEmpty()) {
          pieces.add(last);
        }
        return pieces;
      }
      if (c == ',' && depth == 0) {
        pieces.add(line.substring(start, at).strip());
        start = at + 1;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    throw error("'" + close + "' is missing");
  }
}
