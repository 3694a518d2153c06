// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parser behind {@link Json#parse}. */
final class JsonReader {
  private static final int END = -1;

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  Json document() {
    Json value = value();
    if (peek() != END) {
      throw unexpected("after the value");
    }
    return value;
  }

  private Json value() {
    int c = peek();
    return switch (c) {
      case '{' -> nested(this::members);
      case '[' -> nested(this::items);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      default -> {
        if (c != '-' && !isDigit(c)) {
          throw unexpected("where a value should stand");
        }
        yield number();
      }
    };
  }

  /** The body of an array or object. */
  private interface Body {
    Json read();
  }

  private Json nested(Body body) {
    if (++depth > Json.MAX_DEPTH) {
      throw error("nested deeper than the limit of " + Json.MAX_DEPTH, at);
    }
    at++;
    Json value = body.read();
    depth--;
    return value;
  }

  private Json members() {
    Map<String, Json> members = new LinkedHashMap<>();
    if (peek() == '}') {
      at++;
      return new Json.Members(members);
    }
    while (true) {
      if (peek() != '"') {
        throw unexpected("where a name in quotes should stand");
      }
      int start = at;
      String name = string();
      if (peek() != ':') {
        throw unexpected("where ':' should stand");
      }
      at++;
      if (members.put(name, value()) != null) {
        throw error("the name " + JsonWriter.quote(name) + " stands twice in one object", start);
      }
      if (isLast('}')) {
        return new Json.Members(members);
      }
    }
  }

  private Json items() {
    List<Json> items = new ArrayList<>();
    if (peek() == ']') {
      at++;
      return new Json.Items(items);
    }
    while (true) {
      items.add(value());
      if (isLast(']')) {
        return new Json.Items(items);
      }
    }
  }

  /** Takes a comma or the closing bracket. */
  private boolean isLast(char close) {
    int c = peek();
    if (c != ',' && c != close) {
      throw unexpected("where ',' or '" + close + "' should stand");
    }
    at++;
    return c == close;
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw unexpected("where a value should stand");
    }
    at += word.length();
    return value;
  }

  private Json number() {
    int start = at;
    if (next() == '-') {
      at++;
    }
    if (next() == '0') {
      at++;
    } else {
      digits();
    }
    if (next() == '.') {
      at++;
      digits();
    }
    if (next() == 'e' || next() == 'E') {
      at++;
      if (next() == '+' || next() == '-') {
        at++;
      }
      digits();
    }
    if (isDigit(next())) {
      throw error("a number with a leading 0", start);
    }
    return new Json.Number(text.substring(start, at));
  }

  private void digits() {
    if (!isDigit(next())) {
      throw unexpected("where a digit should stand");
    }
    while (isDigit(next())) {
      at++;
    }
  }

  private String string() {
    int start = at++;
    StringBuilder out = new StringBuilder();
    while (next() != '"') {
      if (next() == END) {
        throw error("a string that is never closed", start);
      }
      char c = text.charAt(at++);
      if (c < ' ') {
        throw error("a control character in a string", at - 1);
      }
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return out.toString();
  }

  private char escape() {
    int c = next();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("an unknown escape in a string", at - 2);
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int c = next();
      int digit = c == END || c > 'f' ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        throw unexpected("where a hexadecimal digit should stand");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  /** The next character after white space, without taking it. */
  private int peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return next();
  }

  private int next() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private JsonException unexpected(String where) {
    return error((next() == END ? "the text ends " : "unexpected character ") + where, at);
  }

  private JsonException error(String message, int position) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < position && i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new JsonException(message, line, position - start + 1);
  }
}
