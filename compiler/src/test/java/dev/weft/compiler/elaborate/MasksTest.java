// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What masks select, with NumPy's answers. */
class MasksTest {
  private static final Map<String, Tensor> INPUTS =
      Map.of(
          "a", Tensor.of(new double[] {3, -1, 4, -1, 5}),
          "m", Tensor.of(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 4),
          "r", Tensor.of(new boolean[] {true, false, true}),
          "c", Tensor.of(new boolean[] {false, true, true, false}),
          "none", Tensor.of(new boolean[] {false, false, false, false, false}));

  private static String show(Tensor tensor) {
    return tensor.signature() + " " + tensor.toString().replace("\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a[a > 0]; f64[3] [3. 4. 5.]",
        "a[none]; f64[0] [] (f64[0])",
        "a[~none]; f64[5] [ 3. -1.  4. -1.  5.]",
        "m[r]; i64[2, 4] [[ 0  1  2  3] [ 8  9 10 11]]",
        "m[:, c]; i64[3, 2] [[ 1  2] [ 5  6] [ 9 10]]",
        "m[..., c]; i64[3, 2] [[ 1  2] [ 5  6] [ 9 10]]",
        "m[m % 5 == 0]; i64[3] [ 0  5 10]",
        "m[r, 1]; i64[2] [1 9]",
        "m[r, c]; i64[2] [ 1 10]",
        "m[r, [1, 2]]; i64[2] [ 1 10]",
        "m[1:, c][:, 0]; i64[2] [5 9]",
        "m[None, r, 0]; i64[1, 2] [[0 8]]",
        "m.T[c]; i64[2, 3] [[ 1  5  9] [ 2  6 10]]",
        "m[r][:, c]; i64[2, 2] [[ 1  2] [ 9 10]]",
        "nonzero(m > 9)[1]; i64[2] [2 3]",
        "var(tan((m + 1j)[m > 9])) < 10; bool[] True",
        "std((m * 1j)[:, c], axis=0); f64[2] [3.26598632 3.26598632]",
        "where(a < 0); i64[2] [1 3]",
        "flatnonzero(m % 4 == 3); i64[3] [ 3  7 11]",
        "argwhere(m > 9); i64[2, 2] [[2 2] [2 3]]",
        "argwhere(none); i64[0, 1] [] (i64[0, 1])",
        "compress(r, m, axis=0); i64[2, 4] [[ 0  1  2  3] [ 8  9 10 11]]",
        "extract(m > 9, m); i64[2] [10 11]",
        "a[a > 0] * a[a > 0] + 1; f64[3] [10. 17. 26.]",
        "cumsum(a[a > 0])[::-1]; f64[3] [12.  7.  3.]",
        "a[a > 0].shape[0] * 2; i64[] 6",
        "zeros(a[a > 0].shape); f64[3] [0. 0. 0.]",
        "arange(a[none].size); i64[0] [] (i64[0])",
        "a[a > 0][[0, -1]]; f64[2] [3. 5.]",
        "concat([a[a > 0], a[a < 0]]); f64[5] [ 3.  4.  5. -1. -1.]",
        "a[a > 0][a[a > 0] > 3]; f64[2] [4. 5.]",
        "a[a > 0] @ a[a > 0]; f64[] 50.0",
        "reshape(m[m > 3], (2, -1)); i64[2, 4] [[ 4  5  6  7] [ 8  9 10 11]]",
        "sum(a[a > 0]); f64[] 12.0",
        "sum(a[none]); f64[] 0.0",
        "prod(a[none]); f64[] 1.0",
        "mean(a[a > 0]); f64[] 4.0",
        "var(a[a > 0]); f64[] 0.6666666666666666",
        "max(a[a > 0]) - min(a[a > 0]); f64[] 2.0",
        "argmax(a[a > 0]); i64[] 2",
        "sum(m[r], axis=0); i64[4] [ 8 10 12 14]",
        "sum(m[r], axis=1); i64[2] [ 6 38]",
        "sum(m[r][:, c]); i64[] 22",
        "any(a[a > 0] > 4); bool[] True",
        "count_nonzero(a[a > 0] - 4); i64[] 2"
      })
  void expressions(String text, String expected) {
    assertEquals(expected, show(Weft.eval(text, INPUTS)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "u = a, u[u < 0] = 0; [3. 0. 4. 0. 5.]",
        "u = a, u[u > 0] += 10; [13. -1. 14. -1. 15.]",
        "u = a, u[u > 0] = [7, 8, 9]; [ 7. -1.  8. -1.  9.]",
        "u = a, u[none] = zeros(0); [ 3. -1.  4. -1.  5.]",
        "u = a, u[u > 0] = sqrt(u[u > 0]) * u[u > 0]; [ 5.19615242 -1.          8.         -1.     "
            + "    11.18033989]",
        "u = f64(m), u[r] = [1, 2, 3, 4]; [[1. 2. 3. 4.] [4. 5. 6. 7.] [1. 2. 3. 4.]]",
        "u = f64(m), u[:, c] = [[-1], [-2], [-3]]; [[ 0. -1. -1.  3.] [ 4. -2. -2.  7.] [ 8. -3."
            + " -3. 11.]]",
        "u = m, u[u % 2 == 0] = -u[u % 2 == 1]; [[ -1   1  -3   3] [ -5   5  -7   7] [ -9   9 -11 "
            + " 11]]"
      })
  void updates(String script, String expected) {
    String[] lines = script.split(", (?=u\\[)");
    String text = String.join("\n", lines) + "\noutput u";
    Map<String, Tensor> inputs = new HashMap<>(INPUTS);
    inputs.keySet().removeIf(name -> !text.matches("(?s).*\\b" + name + "\\b.*"));
    StringBuilder declared = new StringBuilder();
    inputs.keySet().forEach(name -> declared.append("input ").append(name).append('\n'));
    Expression expression = Weft.compileScript("<test>", declared + text, Options.DEFAULT);
    assertEquals(expected, expression.callAll(inputs).get("u").toString().replace("\n", ""));
  }

  @Test
  void manyElements() {
    Random random = new Random(3);
    double[] data = random.doubles(30_000, -1, 1).toArray();
    Expression expression = Weft.compile("x[x > t], sum(x[x > t])");
    for (double t : new double[] {-1, -0.5, 0, 0.99, 0.9999, 1, 0, -0.5}) {
      Map<String, Tensor> results =
          expression.callAll(Map.of("x", Tensor.of(data), "t", Tensor.scalar(t)));
      double[] expected = Arrays.stream(data).filter(x -> x > t).toArray();
      assertArrayEquals(expected, results.get("0").toDoubleArray());
      assertEquals(Arrays.stream(expected).sum(), results.get("1").getDouble(), 1e-9);
    }
    assertEquals(1, expression.recompiles());
  }

  private static Program program(String text, String inputs) {
    Source source = new Source("<test>", text);
    return Compilation.compile("test", source, Texts.graph(text, inputs)).program();
  }

  @Test
  void aSumOfASelectionSelectsNothing() {
    for (String text : new String[] {"sum(x[x > 0])", "mean(exp(x[x > 0]) ** 2)"}) {
      Program program = program(text, "x:f64[n]");
      assertEquals(1, program.kernels().size());
      assertTrue(program.steps().stream().noneMatch(Step.BindSize.class::isInstance));
    }
    Program two = program("x[x > 0] * y[x > 0]", "x:f64[n] y:f64[n]");
    assertEquals(1, two.steps().stream().filter(Step.BindSize.class::isInstance).count());
  }

  @Test
  void inALoop() {
    String script =
        """
        input x: f64[n]
        total = 0.0
        left = x
        for t in 0:4 {
          chosen = left[left > t]
          total = total + max(chosen) * chosen.size
          left[left > 3] = t
        }
        output total
        """;
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5});
    WeftException none =
        assertThrows(
            WeftException.class,
            () -> Weft.compileScript("<test>", script, Options.DEFAULT).callAll(Map.of("x", x)));
    assertEquals("E0210", none.code());
    String shorter = script.replace("0:4", "0:3");
    Tensor total =
        Weft.compileScript("<test>", shorter, Options.DEFAULT).callAll(Map.of("x", x)).get("total");
    assertEquals(5 * 5 + 3 * 2 + 3 * 1, total.getDouble());
  }

  private static String mistake(String text) {
    return assertThrows(WeftException.class, () -> Weft.eval(text, INPUTS)).getMessage();
  }

  @Test
  void mistakes() {
    assertTrue(mistake("a[r]").contains("E0215"), mistake("a[r]"));
    assertTrue(mistake("m[m[:2] > 1]").contains("E0215"));
    assertTrue(mistake("a[a > 0] + c").contains("axis 0 has sizes 3 and 4"));
    assertTrue(mistake("max(a[none])").contains("max of no elements"));
    assertTrue(mistake("a[True] = 1; a").contains("E0301"));
    assertTrue(mistake("a[a > 0, 1]").contains("too many indices"));
    assertFalse(mistake("reshape(a[a > 0], (2, -1))").isEmpty());
  }
}
