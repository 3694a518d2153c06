// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import java.util.Arrays;
import java.util.Objects;

/**
 * A named text that spans point into. Lines and columns count from 1; a column counts code points,
 * so that it is what an editor shows. Lines end at {@code \n}, {@code \r\n} or {@code \r}.
 */
public final class Source {
  private final String name;
  private final String text;
  private int[] lineStarts; // built when first asked for: most texts have no mistakes

  /**
   * Names a text.
   *
   * @param name what messages call it, for instance a file name or {@code <expression>}
   * @param text the whole text
   */
  public Source(String name, String text) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
  }

  /** What messages call this text. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The text that a span covers. */
  public String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** How many lines there are; at least 1. */
  public int lineCount() {
    return lineStarts().length;
  }

  /** The line that holds the char at {@code offset}, or the last line at the end of the text. */
  public int line(int offset) {
    Objects.checkIndex(offset, text.length() + 1);
    int found = Arrays.binarySearch(lineStarts(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of {@code offset} in its line. */
  public int column(int offset) {
    return text.codePointCount(lineStart(line(offset)), offset) + 1;
  }

  /** Offset of the first char of a line. */
  public int lineStart(int line) {
    return lineStarts()[line - 1];
  }

  /** The text of a line, without its end. */
  public String lineText(int line) {
    int start = lineStart(line);
    int end = line == lineCount() ? text.length() : lineStart(line + 1);
    while (end > start && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return name;
  }

  private int[] lineStarts() {
    if (lineStarts == null) {
      lineStarts = findLineStarts(text);
    }
    return lineStarts;
  }

  private static int[] findLineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inPair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isLineEnd(c) && !inPair) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
