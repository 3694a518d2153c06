// SPDX-License-Identifier: Apache-2.0
package dev.weft.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Law 12, small rooms with honest names, as far as a text shows it. */
final class SourcesTest {
  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";
  private static final int MOST_LINES = 500;
  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "\\b(?:class|interface|enum|record)\\s+\\w*(?:Util|Utils|Impl|Manager|Helper)\\b");

  private static final Pattern LEFT_OVER =
      Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  @Test
  void everySourceNamesTheLicence() {
    assertNone(text -> !text.startsWith(LICENCE));
  }

  @Test
  void noSourceIsLong() {
    assertNone(text -> text.lines().count() > MOST_LINES);
  }

  @Test
  void noTypeHasAnEmptyName() {
    assertNone(text -> EMPTY_NAME.matcher(text).find());
  }

  @Test
  void nothingIsLeftToDo() {
    assertNone(text -> LEFT_OVER.matcher(text).find());
  }

  private static void assertNone(Predicate<String> offence) {
    List<Path> sources = House.sources();
    assertTrue(sources.size() > 1, "no sources were read");
    List<Path> found =
        sources.stream()
            .filter(source -> offence.test(House.text(source)))
            .map(House.ROOT::relativize)
            .toList();
    assertEquals(List.of(), found);
  }
}
