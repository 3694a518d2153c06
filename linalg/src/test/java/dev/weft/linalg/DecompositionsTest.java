// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.compiler.elaborate.CaseFile;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The answers of NumPy that {@code tools/conformance/cases.py linear} wrote down, and errors. */
class DecompositionsTest {
  @Test
  void everyCaseGivesNumpysAnswer() throws IOException {
    CaseFile cases = new CaseFile(Path.of("src/test/resources/linear_cases.jsonl"));
    assertTrue(cases.size() > 150);
    assertEquals(List.of(), cases.failures());
  }

  @Test
  void singlePrecisionStaysSingle() {
    Tensor x = Tensor.of(new float[] {4, 2, 2, 3}, 2, 2);
    assertEquals("[[2.        0.       ]\n [1.        1.4142135]]", text("cholesky(x)", x));
    assertEquals("8.0", text("det(x)", x));
  }

  private static String text(String expression, Tensor x) {
    return Weft.eval(expression, Map.of("x", x)).toString();
  }

  @Test
  void aMatrixWithoutAResultIsNamed() {
    Tensor batch = Tensor.of(new double[] {1, 0, 0, 1, 1, 2, 2, 4}, 2, 2, 2);
    WeftException error = assertThrows(WeftException.class, () -> text("1 + inv(x)", batch));
    assertEquals("E0404", error.code());
    assertTrue(error.getMessage().contains("it is matrix [1] of the batch"), error.getMessage());
    assertTrue(error.getMessage().contains("1 + inv(x)"), error.getMessage());
    for (String call :
        List.of(
            "inv(x + 0j)",
            "solve(x * 1j, x)",
            "cholesky(x)",
            "eigh(x / 0)[0]",
            "svd(x / 0)[1]",
            "solve(x, [1, 2])")) {
      assertEquals(
          "E0404", assertThrows(WeftException.class, () -> text(call, batch)).code(), call);
    }
  }

  @Test
  void elementwiseWorkFusesRoundADecomposition() {
    Tensor x = Tensor.of(new double[] {2, 1, 1, 3}, 2, 2);
    assertEquals("[3. 4.]", text("solve(2 * x, [20, 30]) * 1 + 0 * sum(x)", x));
  }
}
