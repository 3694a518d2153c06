// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

/**
 * A stretch of one source line as a terminal shows it: tabs become spaces, invisible and
 * direction-changing characters are spelled out, and every char knows its display column.
 */
final class DisplayLine {
  private static final int TAB = 4;

  private final StringBuilder shown = new StringBuilder();
  private final int[] columns;
  private int width;

  DisplayLine(String text) {
    columns = new int[text.length() + 1];
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int chars = Character.charCount(codePoint);
      for (int k = 0; k < chars; k++) {
        columns[i + k] = width;
      }
      add(codePoint);
      i += chars;
    }
    columns[text.length()] = width;
  }

  /** The text with nothing in it that could move the cursor or hide. */
  static String visible(String text) {
    return new DisplayLine(text).text();
  }

  /** How many terminal columns a text takes. */
  static int width(String text) {
    return new DisplayLine(text).width;
  }

  String text() {
    return shown.toString();
  }

  /** The display column, from 0, of a char of the stretch or of its end. */
  int column(int index) {
    return columns[Math.clamp(index, 0, columns.length - 1)];
  }

  private void add(int codePoint) {
    if (codePoint == '\t') {
      int spaces = TAB - width % TAB;
      shown.repeat(' ', spaces);
      width += spaces;
    } else if (isHidden(codePoint)) {
      String spelled = Wording.of("<U+%04X>", codePoint);
      shown.append(spelled);
      width += spelled.length();
    } else {
      shown.appendCodePoint(codePoint);
      width += widthOf(codePoint);
    }
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static int widthOf(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return codePoint >= 0x1100 && isWide(codePoint) ? 2 : 1;
  }

  private static boolean isWide(int codePoint) {
    if (Character.isIdeographic(codePoint) || Character.isEmojiPresentation(codePoint)) {
      return true;
    }
    boolean fullForm = codePoint >= 0xFF01 && codePoint <= 0xFF60;
    return fullForm
        || switch (Character.UnicodeScript.of(codePoint)) {
          case HANGUL, HIRAGANA, KATAKANA -> codePoint < 0xFF61 || codePoint > 0xFFDC;
          default -> false;
        };
  }
}
