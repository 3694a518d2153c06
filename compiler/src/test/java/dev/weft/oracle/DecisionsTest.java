// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of decisions in {@code docs/language.md}. A case is an expression, an arrow, and what
 * it gives: type and value, or a code and words of the message.
 */
class DecisionsTest {
  private static final Path PAGE = Path.of("../docs/language.md");
  private static final Path CASES = Path.of("src/test/resources/decisions.txt");

  /** Cases by the first cell of their row. */
  private static Map<String, List<String>> cases() throws IOException {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    List<String> row = new ArrayList<>();
    for (String line : Files.readAllLines(CASES)) {
      if (line.startsWith("## ")) {
        row = cases.computeIfAbsent(line.substring(3), _ -> new ArrayList<>());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        row.add(line);
      }
    }
    return cases;
  }

  private static List<String> rows() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("\n## Decisions"));
    return table
        .substring(table.indexOf("|---|"), table.indexOf("\n## What"))
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|")[1].strip())
        .toList();
  }

  @Test
  void everyRowHasItsCases() throws IOException {
    assertTrue(rows().size() >= 20, "the whole table");
    assertEquals(rows(), List.copyOf(cases().keySet()));
    cases().forEach((row, cases) -> assertTrue(cases.size() >= 2, row));
  }

  @TestFactory
  List<DynamicTest> everyCaseGivesWhatWasDecided() throws IOException {
    return cases().values().stream()
        .flatMap(List::stream)
        .map(line -> DynamicTest.dynamicTest(line, () -> check(line)))
        .toList();
  }

  private static void check(String line) {
    int arrow = line.indexOf(" -> ");
    String expected = line.substring(arrow + 4);
    try {
      Tensor got = Weft.eval(line.substring(0, arrow), Map.of());
      String shape = Term.list(Arrays.stream(got.shape()).boxed().toList());
      assertEquals(expected, got.dtype().shortName() + shape + " " + got);
    } catch (WeftException e) {
      String[] wanted = expected.split(" ", 2);
      assertEquals(wanted[0], e.code(), e.getMessage());
      assertTrue(wanted.length == 1 || e.getMessage().contains(wanted[1]), e.getMessage());
    }
  }
}
