// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.List;

/** What a page says about output. */
final class DocOutput {
  /** A line that stands for any number of lines. */
  private static final String ANYTHING = "...";

  private DocOutput() {}

  /** What the page says if it is right, allowing for what it leaves out; else the output. */
  static List<String> elided(List<String> said, String output) {
    List<String> actual = output.stripTrailing().lines().map(String::stripTrailing).toList();
    return matches(said, actual) ? said : actual;
  }

  private static boolean matches(List<String> said, List<String> actual) {
    if (said.isEmpty()) {
      return actual.isEmpty();
    }
    if (said.getFirst().equals(ANYTHING)) {
      return matches(said.subList(1, said.size()), actual)
          || !actual.isEmpty() && matches(said, actual.subList(1, actual.size()));
    }
    if (actual.isEmpty()) {
      return false;
    }
    return said.getFirst().equals(actual.getFirst())
        && matches(said.subList(1, said.size()), actual.subList(1, actual.size()));
  }
}
