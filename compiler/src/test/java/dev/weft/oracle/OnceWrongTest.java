// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.Expression;
import dev.weft.Limits;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.Tensor;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What random programs and random texts have found. */
class OnceWrongTest {
  private static final double[] A = {1, 2, 3};

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
  void anIndexMayBecomeAConstant() {
    double[][] x = {{1, 2}, {3, 4}};
    for (String text : new String[] {"x[abs(-1)]", "x[(1).conjugate()]", "x[-abs(1), :]"}) {
      assertArrayEquals(new double[] {3, 4}, Weft.eval(text, Map.of("x", x)).toDoubleArray(), text);
    }
    assertThrows(WeftException.class, () -> Weft.eval("x[abs(-2)]", Map.of("x", x)));
  }

  @Test
  void anIndexMayBeAViewOfAScalar() {
    double[][] x = {{1, 2}, {3, 4}};
    assertArrayEquals(
        new double[] {3, 4}, Weft.eval("x[atleast_1d(1)]", Map.of("x", x)).toDoubleArray());
  }

  @Test
  void twoEllipsesBesideAMaskAreAMistake() {
    double[][] x = {{1, 2}, {3, 4}};
    assertThrows(
        WeftException.class, () -> Weft.eval("x[..., ..., m > 0]", Map.of("x", x, "m", A)));
  }

  @Test
  void squeezeCompilesAgainWhereOtherAxesHaveSizeOne() {
    Expression squeezed = Weft.compile("squeeze(x)");
    assertArrayEquals(new long[] {2}, squeezed.call((Object) new double[1][2]).shape());
    assertArrayEquals(new long[] {3}, squeezed.call((Object) new double[3][1]).shape());
    assertArrayEquals(new long[] {2, 3}, squeezed.call((Object) new double[2][3]).shape());
    assertEquals(3, squeezed.recompiles());
    assertThrows(
        WeftException.class,
        () -> Weft.compile("squeeze(x[:n])").call(Map.of("x", new double[2][3], "n", 1)));
  }

  @Test
  void aPlaceInNothingIsAMistake() {
    String text = "u[[3, 0, 3]] = [1, 2, 4]; u";
    assertThrows(WeftException.class, () -> Weft.eval(text, Map.of("u", new double[0])));
  }

  @Test
  void nothingRollsToNothing() {
    assertEquals(0, Weft.eval("roll(a, -3)", Map.of("a", new double[0])).size());
    assertEquals(0, Weft.eval("roll(a, 3)", Map.of("a", new double[0])).size());
    assertArrayEquals(A, Weft.eval("roll(a, [], axis=0)", Map.of("a", A)).toDoubleArray());
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

  @Test
  void manyScalarsAreSeveralMethods() {
    String sum = String.join(" + ", Collections.nCopies(5000, "n"));
    assertEquals(10_000L, Weft.eval(sum, Map.of("n", 2)).item());
    String powers = "3 ** ".repeat(40) + "x";
    assertEquals(Double.POSITIVE_INFINITY, Weft.eval(powers, Map.of("x", 0.5)).item());
  }

  @Test
  void complexNumbersAreSelectedAndSummed() {
    String text = "mean((a + 1j)[a > 1])";
    assertEquals("[2.5+1.j]", Weft.eval(text + "[None]", Map.of("a", A)).toString());
  }

  @Test
  void fillsBroadcast() {
    String text = "full_like(ones([2, 3]), a) + full([2, 1], [[1], [2]])";
    assertArrayEquals(
        new double[] {2, 3, 4, 3, 4, 5}, Weft.eval(text, Map.of("a", A)).toDoubleArray());
    assertEquals("E0203", code("full([2], a)", Map.of("a", A)));
    assertEquals("E0214", code("broadcast_to(a[:1], [1, -1, 1])", Map.of("a", A)));
  }

  @Test
  void axesMustBeNamedWhereNoneMeansNothing() {
    assertEquals("E0202", code("moveaxis(a, None, 0)", Map.of("a", A)));
    assertEquals("E0202", code("trapezoid(a, axis=None)", Map.of("a", A)));
  }

  @Test
  void oneSizeIsNoListOfSizes() {
    assertEquals("E0202", code("eye(a.sum().shape)", Map.of("a", A)));
    assertEquals("E0202", code("eye(3, m=[3, 4])", Map.of()));
    assertEquals("E0202", code("linspace(0, 1, [5, 6])", Map.of()));
    assertEquals("E0202", code("split_key(key(1), [2, 3])", Map.of()));
  }

  @Test
  void mistakesOfThePreludeAreShownInTheText() {
    assertEquals("E0209", code("hfft(a)", Map.of("a", new double[0])));
  }

  @Test
  void tracesOfBools() {
    Map<String, Object> m = Map.of("m", new double[][] {{0, 1}, {1, 2}});
    assertEquals(true, Weft.eval("trace(m, dtype=bool)", m).item());
    assertEquals(false, Weft.eval("trace(m, offset=2, dtype=bool)", m).item());
  }

  @Test
  void deviationsThatAreNoNumbersCount() {
    double[] a = {1, Double.NaN, Double.POSITIVE_INFINITY};
    assertEquals(Double.NaN, Weft.eval("nanvar(a)", Map.of("a", a)).item());
    assertEquals(0.25, Weft.eval("nanvar(a)", Map.of("a", new double[] {1, Double.NaN, 2})).item());
  }

  @Test
  void searchingWhatIsNotSortedIsBisection() {
    Map<String, Tensor> inputs =
        Map.of("a", Tensor.of(new double[] {3, 1, 2}), "v", Tensor.of(new double[] {0.5, 2.5, 3}));
    String text = "searchsorted(a, v, side='right')";
    assertEquals("AGREED", Oracles.judge(new TextCase(false, text, inputs, 0)).kind());
  }

  @Test
  void axesHaveALimit() {
    assertEquals("E0302", code("[".repeat(40) + "1" + "]".repeat(40), Map.of()));
    assertEquals("E0302", code("a" + "[None]".repeat(32), Map.of("a", A)));
    assertEquals("E0302", code("(a + 1j)" + "[None]".repeat(31), Map.of("a", A)));
    assertEquals(32, Weft.eval("a" + "[None]".repeat(31), Map.of("a", A)).rank());
  }

  @Test
  void complexOperationsCountAsWhatTheyTake() {
    Options options = Options.DEFAULT.withLimits(Limits.DEFAULT.withNodes(500));
    String text = String.join(" + ", Collections.nCopies(20, "exp(z)"));
    WeftException e =
        assertThrows(
            WeftException.class,
            () ->
                Weft.compile(text, options).call(Map.of("z", Weft.eval("a + 1j", Map.of("a", A)))));
    assertEquals("E0302", e.code());
    assertEquals(3, Weft.compile(text, options).call(Map.of("z", A)).size());
  }

  @Test
  void countsOfRepeatMayNotWrapAround() {
    long[] counts = {Long.MAX_VALUE, Long.MAX_VALUE, 0};
    assertEquals("E0403", code("x.repeat(x)", Map.of("x", counts)));
    assertEquals("E0202", code("x.repeat(x)", Map.of("x", new double[] {1, 2})));
  }

  private static String code(String text, Map<String, ?> inputs) {
    return assertThrows(WeftException.class, () -> Weft.eval(text, inputs), text).code();
  }
}
