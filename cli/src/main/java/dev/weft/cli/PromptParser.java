// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when a text is complete, and which word the cursor is in. */
final class PromptParser implements Parser {

  /** The word before the cursor, all that completion needs of a line. */
  private record Words(String line, int cursor, int start) implements CompletingParsedLine {
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

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
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
    boolean file = line.stripLeading().startsWith(PromptCommand.LOAD.word());
    int start = cursor;
    while (start > 0 && isInWord(line.charAt(start - 1), file)) {
      start--;
    }
    boolean command = line.substring(0, start).strip().equals(":");
    return command ? start - 1 : start;
  }

  private static boolean isInWord(char c, boolean file) {
    return file ? !Character.isWhitespace(c) : Character.isUnicodeIdentifierPart(c);
  }
}
