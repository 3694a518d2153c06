// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when a text is complete, and which word the cursor is in. */
final class PromptParser implements Parser {

  /** The word before the cursor, all that completion needs of a line. */
  private record Words(String line, int cursor, int start) implements ParsedLine {
    @Override
    public String word() {
      return line.substring(start, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - start;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && Incomplete.isIncomplete(line)) {
      throw new EOFError(-1, -1, "the text goes on");
    }
    return new Words(line, cursor, wordStart(line, cursor));
  }

  private static int wordStart(String line, int cursor) {
    boolean command = PromptCommand.isCommand(line);
    int start = cursor;
    while (start > 0) {
      char c = line.charAt(start - 1);
      boolean inside = command ? !Character.isWhitespace(c) : Character.isUnicodeIdentifierPart(c);
      if (!inside) {
        return start;
      }
      start--;
    }
    return start;
  }
}
