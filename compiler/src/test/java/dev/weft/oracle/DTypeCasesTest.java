// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.oracle.Conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NumPy's answers for dtypes that the shared cases lack: {@code tools/conformance/dtypes.py}. */
class DTypeCasesTest {

  @Test
  void everyCaseGivesNumpysAnswer() throws IOException {
    List<String> failures = new ArrayList<>();
    List<Case> cases = Conformance.read("dtype_cases.jsonl");
    for (Case test : cases) {
      Conformance.Outcome outcome = Conformance.check(test);
      if (!outcome.passed()) {
        failures.add(test.id() + " | " + test.shortText() + " | " + outcome.complaint());
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(cases.size() > 350, "only " + cases.size() + " cases");
  }
}
