// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.oracle.Conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Functions that the shared cases leave out, with the answers of NumPy and SciPy that {@code
 * tools/conformance/cases.py} wrote down.
 */
class NumpyCasesTest {
  private static final String FILE = "numpy_cases.jsonl";

  @Test
  void everyCaseGivesNumpysAnswer() throws IOException {
    List<String> failures = new ArrayList<>();
    for (Case test : Conformance.read(FILE)) {
      Conformance.Outcome outcome = Conformance.check(test);
      if (!outcome.passed()) {
        failures.add(test.id() + " | " + test.shortText() + " | " + outcome.complaint());
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void everyFunctionHasEnoughCases() throws IOException {
    Map<String, Long> counts =
        Conformance.read(FILE).stream()
            .collect(Collectors.groupingBy(c -> c.tags().getFirst(), Collectors.counting()));
    assertTrue(counts.size() > 100, counts::toString);
    counts.values().removeIf(count -> count >= 12);
    assertEquals(Map.of(), counts);
  }
}
