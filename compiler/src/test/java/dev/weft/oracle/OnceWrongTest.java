// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.runtime.RunOptions.Bodies;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What random programs have found. */
class OnceWrongTest {

  @Test
  void signsOfNanDoNotDependOnWhoMadeThem() {
    double[] a = {0, 1, Double.NEGATIVE_INFINITY, -0.0};
    for (Bodies bodies : Bodies.values()) {
      Options options = Options.DEFAULT.withBodies(bodies);
      double[] signs =
          Weft.compile("copysign(2, a * inf)", options).call((Object) a).toDoubleArray();
      assertArrayEquals(new double[] {2, 2, -2, 2}, signs);
      boolean[] minus =
          Weft.compile("signbit(f32(a * inf))", options).call((Object) a).toBooleanArray();
      assertArrayEquals(new boolean[] {false, false, true, false}, minus);
    }
  }

  @Test
  void nothingRollsToNothing() {
    assertEquals(0, Weft.eval("roll(a, -3)", Map.of("a", new double[0])).size());
    assertEquals(0, Weft.eval("roll(a, 3)", Map.of("a", new double[0])).size());
  }

  @Test
  void contractionsStayWhereSumsOfTheSameShapeAre() {
    String text =
        """
        input m: f64[n, k]
        input a: f64[k]
        input b: f64[n]
        output y = (m @ a) ** (b / sum(b))
        """;
    double[][] m = {{3, 1}, {1, 2}};
    Expression e = Weft.compileScript("once", text, Options.DEFAULT);
    double[] got =
        e.call(Map.of("m", m, "a", new double[] {1, 2}, "b", new double[] {3, 1})).toDoubleArray();
    assertArrayEquals(new double[] {Math.pow(5, 0.75), Math.pow(5, 0.25)}, got, 1e-12);
  }

  @Test
  void castLiteralsAreNumbersLikeOthers() {
    assertEquals(-1L, Weft.eval("-i64(1)", Map.of()).item());
    assertEquals(0L, Weft.eval("i64(5) // i64(0)", Map.of()).item());
    assertEquals(3.0, Weft.eval("sum(zeros([-i64(-3)]) + 1)", Map.of()).item());
  }
}
