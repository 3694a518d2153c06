// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Op;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scripts: declarations, functions, loops, updates, assertions, outputs. */
class ScriptsTest {
  private static final Tensor X = Tensor.of(new double[] {1, 2, 3, 4});

  private static double[] run(String script, Map<String, Tensor> inputs) {
    return Texts.runScript(script, inputs).values().iterator().next().toDoubleArray();
  }

  @Test
  void paramsHaveDefaultsAndCanBeGiven() {
    String script = "input x: f64[n]\nparam k: f64 = 3\noutput y = k * x";
    assertArrayEquals(new double[] {3, 6, 9, 12}, run(script, Map.of("x", X)));
    assertArrayEquals(
        new double[] {2, 4, 6, 8}, run(script, Map.of("x", X, "k", Tensor.scalar(2.0))));
  }

  @Test
  void aParamSizesATensor() {
    String script = "param n: i64 = 3\noutput y = f64(arange(n))";
    assertArrayEquals(new double[] {0, 1, 2}, run(script, Map.of()));
    assertArrayEquals(new double[] {0, 1}, run(script, Map.of("n", Tensor.scalar(2L))));
  }

  @Test
  void declaredSizesAreNamesAndMustAgree() {
    String script = "input x, y: f64[n]\noutput z = (x + y) / n";
    Tensor y = Tensor.of(new double[] {4, 3, 2, 1});
    assertArrayEquals(new double[] {1.25, 1.25, 1.25, 1.25}, run(script, Map.of("x", X, "y", y)));
    Tensor shorter = Tensor.of(new double[] {1, 2});
    WeftException e =
        assertThrows(WeftException.class, () -> run(script, Map.of("x", X, "y", shorter)));
    assertEquals("E0204", e.code());
    assertTrue(e.getMessage().contains("axis 0 of y has size 2, not n = 4"), e.getMessage());
  }

  @Test
  void aSizeMayBeTheValueOfAnInput() {
    String script = "input n: i64\ninput x: f64[n]\noutput z = x * n";
    Map<String, Tensor> fits = Map.of("n", Tensor.scalar(4L), "x", X);
    assertArrayEquals(new double[] {4, 8, 12, 16}, run(script, fits));
    Map<String, Tensor> not = Map.of("n", Tensor.scalar(3L), "x", X);
    assertEquals("E0204", assertThrows(WeftException.class, () -> run(script, not)).code());
  }

  @Test
  void functionsTakeDefaultsKeywordsAndBlocks() {
    String script =
        """
        input x: f64[n]
        fn scale(a, by=2, shift=0) {
          b = a * by
          b + shift
        }
        fn twice(a) = scale(scale(a), shift=1)
        output y = twice(x)
        """;
    assertArrayEquals(new double[] {5, 9, 13, 17}, run(script, Map.of("x", X)));
  }

  @Test
  void functionsSeeTheNamesOfWhereTheyStand() {
    String script = "input x: f64[n]\nk = 10\nfn f(a) = a * k\nk = 1\noutput y = f(x) + k";
    assertEquals(11.0, run(script, Map.of("x", X))[0]);
  }

  @Test
  void loopsCarryWhatTheyRebind() {
    String script =
        """
        input x: f64[n]
        s = 0
        p = x
        for i in 0:3 {
          t = p * 2
          p = t + i
          s = s + sum(p)
        }
        output p
        output s
        """;
    Map<String, Tensor> results = Texts.runScript(script, Map.of("x", X));
    assertArrayEquals(new double[] {12, 20, 28, 36}, results.get("p").toDoubleArray());
    assertEquals(20.0 + (40 + 4) + (88 + 8), results.get("s").item());
  }

  @Test
  void loopsNestAndCapture() {
    String script =
        """
        input a: f64[n, m]
        total = 0.0
        for i in 0:n {
          row = 0.0
          for j in 0:m { row = row + a[i, j] * (i + 1) }
          total += row
        }
        output total
        """;
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertEquals(6.0 + 2 * 15, Texts.runScript(script, Map.of("a", a)).get("total").item());
  }

  @Test
  void loopsCountDownAndMayNotTurn() {
    String down = "param n: i64 = 5\ns = 0\nfor i in n:0:-2 { s = s * 10 + i }\noutput s";
    assertEquals(531L, Texts.runScript(down, Map.of()).get("s").item());
    Map<String, Tensor> none = Map.of("n", Tensor.scalar(-5L));
    assertEquals(0L, Texts.runScript(down, none).get("s").item());
  }

  @Test
  void aLoopIsOneNode() {
    String script = "input x: f64[n]\nfor i in 0:1000000 { x = x * 1.5 }\noutput x";
    Graph graph = Texts.script(script, "x:f64[_]");
    assertEquals(1, graph.nodes().stream().filter(n -> n.op() instanceof Op.For).count());
    assertTrue(graph.nodes().size() < 10);
  }

  @Test
  void slicesAreUpdatedInACopy() {
    String script = "input x: f64[n]\ny = x\ny[1:-1] = 0\ny[0] += 10\noutput y\noutput x";
    Map<String, Tensor> results = Texts.runScript(script, Map.of("x", X));
    assertArrayEquals(new double[] {11, 0, 0, 4}, results.get("y").toDoubleArray());
    assertArrayEquals(new double[] {1, 2, 3, 4}, results.get("x").toDoubleArray());
  }

  @Test
  void anUpdateKeepsTheDType() {
    assertEquals(
        List.of("E0201"), Texts.scriptCodes("input i: i64[n]\ni[0] = 1.5\noutput i", "i:i64[_]"));
    assertEquals(
        List.of("E0203"),
        Texts.scriptCodes("input x: f64[2, 3]\nx[0] = [1, 2]\noutput x", "x:f64[_,_]"));
  }

  @Test
  void theHeatEquation() {
    String script =
        """
        module heat
        input u: f64[h, w]
        param steps: i64 = 2
        fn lap(u: f64[p, q]) -> f64[r, s] {
          u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]
        }
        for t in 0:steps { u[1:-1, 1:-1] += 0.25 * lap(u) }
        assert all(u >= 0), "heat must not be negative"
        output u
        """;
    double[] start = new double[25];
    start[12] = 16;
    double[] expected = new double[25];
    expected[12] = 4;
    for (int i : new int[] {6, 8, 16, 18}) {
      expected[i] = 2;
    }
    Map<String, Tensor> inputs = Map.of("u", Tensor.of(start, 5, 5));
    assertArrayEquals(expected, run(script, inputs), 1e-12);
  }

  @Test
  void assertionsSpeak() {
    String script = "input x: f64[n]\nassert all(x > 2), \"too small\"\noutput x";
    WeftException e = assertThrows(WeftException.class, () -> run(script, Map.of("x", X)));
    assertEquals("E0403", e.code());
    assertTrue(e.getMessage().contains("too small"), e.getMessage());
  }

  @Test
  void outputsMayDeclareTheirTypes() {
    assertEquals(
        List.of("E0213"),
        Texts.scriptCodes("input x: f64[n]\noutput y: f32[n] = x * 2", "x:f64[_]"));
    assertEquals(
        List.of(), Texts.scriptCodes("input x: f64[n]\noutput y: f64[n] = x * 2", "x:f64[_]"));
  }

  @Test
  void tuplesAndFirstAxesAreUnpacked() {
    String script = "input a: f64[2, n]\nx, y = a\np, q = (x + 1, y * 2)\noutput z = p + q";
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
    assertArrayEquals(new double[] {8, 11}, run(script, Map.of("a", a)));
    assertEquals(List.of("E0202"), Texts.scriptCodes("p, q = (1, 2, 3)\noutput z = p", ""));
  }

  @Test
  void whatIsNotInThisVersionIsNamed() {
    assertEquals(
        List.of("E0301"),
        Texts.scriptCodes("s = 1.0\nwhile s < 10 limit 100 { s = s * 2 }\noutput s", ""));
    assertEquals(
        List.of("E0301"),
        Texts.scriptCodes("input a: f64[n]\nb[i] := a[i] * 2\noutput c = a", "a:f64[_]"));
  }
}
