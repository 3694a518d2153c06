// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments such as {@code name=VALUE} and {@code name:TYPE}. */
final class Pairs {
  private Pairs() {}

  /**
   * The parts after the first separator, by the names before it, in order.
   *
   * @param form what the arguments should look like, for messages
   * @throws Misuse if one has no name or no separator, or a name comes twice
   */
  static Map<String, String> split(List<String> arguments, char separator, String form) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String argument : arguments) {
      int at = argument.indexOf(separator);
      String name = at < 0 ? "" : argument.substring(0, at).strip();
      if (!isName(name)) {
        throw new Misuse("'" + argument + "' is not of the form " + form);
      }
      if (pairs.putIfAbsent(name, argument.substring(at + 1).strip()) != null) {
        throw new Misuse("'" + name + "' is given twice");
      }
    }
    return pairs;
  }

  /** True for what may be the name of an input. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && (text.charAt(0) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(0)))
        && text.codePoints().allMatch(Character::isUnicodeIdentifierPart);
  }
}
