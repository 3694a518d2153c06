// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.program.Dim;
import dev.weft.program.DimText;
import java.util.ArrayList;
import java.util.List;

/** A line of a graph's text as words, quoted texts and lists in brackets. */
final class Words {
  private final List<String> words = new ArrayList<>();
  private int next;

  /**
   * @throws IllegalArgumentException if a quote or bracket is not closed
   */
  Words(String line) {
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      int end = c == '"' ? quoteEnd(line, at) : c == '[' ? closing(line, at) : wordEnd(line, at);
      if (c != ' ') {
        words.add(c == '"' ? unquoted(line.substring(at + 1, end - 1)) : line.substring(at, end));
      }
      at = Math.max(end, at + 1);
    }
  }

  private static int wordEnd(String line, int start) {
    int end = line.indexOf(' ', start);
    return end < 0 ? line.length() : end;
  }

  private static int quoteEnd(String line, int start) {
    for (int at = start + 1; at < line.length(); at++) {
      if (line.charAt(at) == '\\') {
        at++;
      } else if (line.charAt(at) == '"') {
        return at + 1;
      }
    }
    throw new IllegalArgumentException("a quote is not closed");
  }

  private static String unquoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        c = text.charAt(at);
        c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
      out.append(c);
    }
    return out.toString();
  }

  private static int closing(String line, int start) {
    int depth = 0;
    for (int at = start; at < line.length(); at++) {
      char c = line.charAt(at);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    throw new IllegalArgumentException("a bracket is not closed");
  }

  boolean hasNext() {
    return next < words.size();
  }

  String peek() {
    return hasNext() ? words.get(next) : "";
  }

  String word() {
    if (!hasNext()) {
      throw new IllegalArgumentException("the line ends too early");
    }
    return words.get(next++);
  }

  int integer() {
    return Integer.parseInt(word());
  }

  /** Takes away the last word, which must be this. */
  void dropLast(String word) {
    if (!words.removeLast().equals(word)) {
      throw new IllegalArgumentException("the line should end with " + word);
    }
  }

  void end() {
    if (hasNext()) {
      throw new IllegalArgumentException("unexpected " + peek());
    }
  }

  /** The items of a list in brackets. */
  List<String> list() {
    return items(word());
  }

  List<Integer> integers() {
    return list().stream().map(Integer::valueOf).toList();
  }

  List<Long> longs() {
    return list().stream().map(Long::valueOf).toList();
  }

  List<Dim> dims() {
    return list().stream().map(DimText::parse).toList();
  }

  /** What stands between commas in a text in brackets or parentheses. */
  static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    String inside = list.substring(1, list.length() - 1);
    int depth = 0;
    int start = 0;
    for (int at = 0; at < inside.length(); at++) {
      char c = inside.charAt(at);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        items.add(inside.substring(start, at).strip());
        start = at + 1;
      }
    }
    if (!inside.isBlank()) {
      items.add(inside.substring(start).strip());
    }
    return items;
  }
}
