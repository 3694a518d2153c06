// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many scalars and many reductions have no limit that many elements have not. */
final class LongTextsTest {
  private static final double S = 0.5;
  private static final double[] X = {1, 2, -3};

  private static String sum(int terms, String term) {
    return IntStream.rangeClosed(1, terms)
        .mapToObj(i -> term.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(" + ", "(", ")"));
  }

  private static double[] map(double[] x, DoubleUnaryOperator f) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = f.applyAsDouble(x[i]);
    }
    return y;
  }

  private static double[] eval(String text) {
    return Weft.eval(text, Map.of("x", X, "s", S)).toDoubleArray();
  }

  @Test
  void scalarsAlone() {
    assertEquals(S * 3000 * 3001 / 2, eval(sum(3000, "s*#"))[0]);
    double comparisons = eval(sum(2000, "(s*1000 > #)*2"))[0];
    assertEquals(499 * 2, comparisons);
  }

  @Test
  void sumsOfManyReductions() {
    assertEquals(0, eval(sum(6000, "sum(x*#)"))[0]);
  }

  @Test
  void scalarsBesideAnArray() {
    double all = S * 3000 * 3001 / 2;
    assertArrayEquals(map(X, x -> x * all), eval("x * " + sum(3000, "s*#")));
    assertArrayEquals(map(X, x -> x * S * 300 * 301 / 2), eval(sum(300, "x * (s*#)")));
    double roots = IntStream.rangeClosed(1, 400).mapToDouble(i -> Math.sqrt(S * i)).sum();
    assertEquals(0 * roots, eval("sum(x * " + sum(400, "sqrt(s*#)") + ")")[0], 1e-9);
    double norm = (1 + 4 + 9) * roots;
    assertEquals(norm, eval("sum(x * x * " + sum(400, "sqrt(s*#)") + ")")[0], 1e-9 * norm);
  }

  /** A scalar that is dear is computed once, not with every element. */
  @Test
  void aDearScalarHasALoopOfItsOwn() {
    String text = "x * " + sum(40, "sin(s*#)");
    assertEquals(2, kernels(text));
    assertEquals(1, kernels("x * sin(s) + x * s"));
  }

  @Test
  void reductions() {
    assertEquals(0, eval(sum(300, "sum(x*#)"))[0]);
    assertEquals(2 * 200 + 200 * 201 / 2, eval(sum(200, "max(x + #)"))[0]);
    double[] rows = {1 * 250 * 251 / 2, 2 * 250 * 251 / 2, -3 * 250 * 251 / 2};
    assertArrayEquals(rows, eval(sum(250, "sum(x[:, None] * [#], axis=1)")));
    assertEquals(2 * 150, eval(sum(150, "argmin(x * #)"))[0]);
  }

  /** What people ask for together is one pass. */
  @Test
  void fewReductionsShareALoop() {
    assertEquals(1, kernels("sum(x), min(x), max(x), argmin(x), argmax(x), prod(x), sum(x*x)"));
  }

  @Test
  void aLongCompileEndsWhenItsThreadIsInterrupted() {
    Expression e = Weft.compile(sum(5000, "exp(x*#)"));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> e.call(X));
    assertTrue(Thread.interrupted(), "the interrupt was swallowed");
    Thread.currentThread().interrupt();
    assertArrayEquals(map(X, x -> x + 1), eval("x + 1"), "a short one does not look");
    assertTrue(Thread.interrupted(), "the interrupt was swallowed");
  }

  private static int kernels(String text) {
    return Weft.compile(text).explain(Map.of("x", "f64[n]", "s", "f64")).kernels();
  }
}
