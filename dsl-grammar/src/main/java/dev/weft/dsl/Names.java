// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import java.text.Normalizer;

/** What a name is: letters of any script, digits and marks after the first, and {@code _}. */
final class Names {
  private Names() {}

  static boolean isStart(int codePoint) {
    return codePoint == '_'
        || Character.isLetter(codePoint)
        || Character.getType(codePoint) == Character.LETTER_NUMBER;
  }

  static boolean isPart(int codePoint) {
    return isStart(codePoint)
        || Character.isDigit(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
          default -> false;
        };
  }

  /** What looks equal is equal: names are in normal form C. */
  static String normal(String name) {
    return isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
