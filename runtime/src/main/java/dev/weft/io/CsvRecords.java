// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Splits comma-separated text into records of fields. */
final class CsvRecords {
  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private final Reader in;
  private final String name;
  private final char[] buffer = new char[8192];
  private int at;
  private int filled;

  /** The line that is being read, from 1. */
  private int reading = 1;

  /** The line where the record that was given last starts. */
  private int line;

  CsvRecords(Reader in, String name) throws IOException {
    this.in = in;
    this.name = name;
    if (peek() == BYTE_ORDER_MARK) {
      take();
    }
  }

  private int peek() throws IOException {
    if (at == filled) {
      filled = Math.max(in.read(buffer), 0);
      at = 0;
    }
    return at < filled ? buffer[at] : END;
  }

  private int take() throws IOException {
    int c = peek();
    at += c == END ? 0 : 1;
    return c;
  }

  /** The line where the record that {@link #next} gave last starts, from 1. */
  int line() {
    return line;
  }

  /** The next record that is no blank line, or null at the end. */
  List<String> next() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      endLine(take());
    }
    if (peek() == END) {
      return null;
    }
    line = reading;
    List<String> fields = new ArrayList<>();
    int end;
    do {
      StringBuilder field = new StringBuilder();
      end = field(field);
      fields.add(field.toString());
    } while (end == ',');
    return fields;
  }

  /** Reads one field and returns the character that ends it: a comma, a line end or the end. */
  private int field(StringBuilder out) throws IOException {
    int c = take();
    if (c == '"') {
      quoted(out);
      c = take();
      if (c != ',' && c != '\n' && c != '\r' && c != END) {
        throw new IOException(
            Wording.of("%s, line %d: text after the closing quote of a field", name, reading));
      }
    }
    while (c != ',' && c != '\n' && c != '\r' && c != END) {
      out.append((char) c);
      c = take();
    }
    if (c == '\n' || c == '\r') {
      endLine(c);
    }
    return c;
  }

  private void quoted(StringBuilder out) throws IOException {
    int start = reading;
    while (true) {
      int c = take();
      if (c == END) {
        throw new IOException(
            Wording.of("%s, line %d: a quoted field is never closed", name, start));
      }
      if (c == '"') {
        if (peek() != '"') {
          return;
        }
        take();
      }
      reading += c == '\n' ? 1 : 0;
      out.append((char) c);
    }
  }

  /** Counts a line; the two characters of a Windows line end count once. */
  private void endLine(int c) throws IOException {
    reading++;
    if (c == '\r' && peek() == '\n') {
      take();
    }
  }
}
