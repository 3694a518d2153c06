// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;

/** Writes JSON on one line: a space after every comma and colon. */
final class JsonWriter {
  private JsonWriter() {}

  static String text(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Items items -> {
        String separator = "[";
        for (Json item : items.values()) {
          out.append(separator);
          write(item, out);
          separator = ", ";
        }
        out.append(items.values().isEmpty() ? "[]" : "]");
      }
      case Json.Members members -> {
        String[] separator = {"{"};
        members
            .values()
            .forEach(
                (name, member) -> {
                  out.append(separator[0]).append(quote(name)).append(": ");
                  write(member, out);
                  separator[0] = ", ";
                });
        out.append(members.values().isEmpty() ? "{}" : "}");
      }
      case Json.Text text -> out.append(quote(text.value()));
      case Json.Null _, Json.Bool _, Json.Number _ -> out.append(value);
    }
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          boolean raw = c >= ' ' && c != 0x7f && !Character.isSurrogate(c);
          out.append(raw || isPair(text, i) ? String.valueOf(c) : Wording.of("\\u%04x", (int) c));
        }
      }
    }
    return out.append('"').toString();
  }

  /** True for a surrogate with its partner; lone ones are no text and are escaped. */
  private static boolean isPair(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
