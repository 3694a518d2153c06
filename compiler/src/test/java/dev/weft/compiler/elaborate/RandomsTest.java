// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Random tensors: what they depend on, and that they are spread as they should be. */
class RandomsTest {
  private static final int MANY = 200_000;

  private static Tensor eval(String text) {
    return Weft.eval(text, Map.of());
  }

  private static double number(String text) {
    return eval(text).getDouble();
  }

  private static double[] doubles(String text) {
    return (double[]) eval("f64(ravel(" + text + "))").toArray();
  }

  private static void same(String text, String other) {
    assertArrayEquals(doubles(text), doubles(other), text);
  }

  @Test
  void anElementDependsOnKeyAndPlaceAlone() {
    for (String call : new String[] {"uniform(key(3), %s)", "normal(key(3), %s)"}) {
      same(call.formatted("[24]"), call.formatted("[4, 6]"));
      same(call.formatted("[24]"), call.formatted("[30]") + "[:24]");
      same(call.formatted("[24]") + "[::-5]", call.formatted("[2, 12]") + ".ravel()[23::-5]");
    }
    same("integers(key(3), 9, shape=[24])", "integers(key(3), 0, 9, [2, 3, 4])");
    same("uniform(key(3))", "uniform(key(3), [5])[0]");
    same("uniform(key(-1), [3])", "random_uniform(-1, 0, arange(3))");
    same("uniform(key(i32(4)), [3])", "uniform(4, [3])");
  }

  @Test
  void keysOfKeysAreIndependent() {
    same("split_key(key(9), 3)", "[fold_in(key(9), 0), fold_in(key(9), 1), fold_in(key(9), 2)]");
    assertEquals("i64[2]", eval("split_key(key(0))").signature());
    assertNotEquals(number("uniform(key(0))"), number("uniform(split_key(key(0))[0])"));
    double share =
        number("mean(uniform(fold_in(key(1), 0), [100000]) < uniform(key(1), [100000]))");
    assertEquals(0.5, share, 0.01);
  }

  @Test
  void aLoopDrawsFromAKeyPerRound() {
    String script =
        """
        total = zeros([3])
        for t in 0:4 { total = total + uniform(fold_in(key(2), t), [3]) }
        output total
        """;
    double[] expected = new double[3];
    for (int t = 0; t < 4; t++) {
      double[] round = doubles("uniform(fold_in(key(2), " + t + "), [3])");
      Arrays.setAll(expected, i -> expected[i] + round[i]);
    }
    assertArrayEquals(
        expected,
        Weft.compileScript("<test>", script, Options.DEFAULT)
            .callAll(Map.of())
            .get("total")
            .toDoubleArray());
  }

  @Test
  void nothingIsStored() {
    String text = "4 * mean(uniform(key(1), [n])**2 + uniform(key(2), [n])**2 < 1)";
    Program program =
        Compilation.compile("pi", new Source("<test>", text), Texts.graph(text, "n:i64")).program();
    assertEquals(1, program.kernels().size());
    for (Step step : program.steps()) {
      assertTrue(!(step instanceof Step.Alloc alloc) || alloc.shape().isEmpty(), step::toString);
    }
    Tensor pi = Weft.eval(text, Map.of("n", 3_000_000L));
    assertEquals(Math.PI, pi.getDouble(), 0.004);
  }

  @Test
  void floatsOfLessPrecisionAreBelowOneToo() {
    Tensor largest = eval("max(uniform(key(5), [200000], dtype=f32))");
    assertEquals(DType.F32, largest.dtype());
    assertTrue(largest.getDouble() < 1);
    same("uniform(key(5), [1000], dtype=f32)", "floor(uniform(key(5), [1000]) * 2**24) / 2**24");
    same("normal(key(5), [1000], dtype=f32)", "f32(normal(key(5), [1000]))");
    same("uniform(key(5), [9], -2, 3)", "uniform(key(5), [9]) * 5 + -2");
    same("normal(key(5), [9], mean=10, std=2)", "normal(key(5), [9]) * 2 + 10");
  }

  /** The greatest distance of an empirical distribution from the one it should be, times √n. */
  private static double kolmogorov(double[] sample, DoubleUnaryOperator distribution) {
    Arrays.sort(sample);
    double greatest = 0;
    for (int i = 0; i < sample.length; i++) {
      double expected = distribution.applyAsDouble(sample[i]);
      double above = (i + 1.0) / sample.length - expected;
      greatest = Math.max(greatest, Math.max(above, expected - (double) i / sample.length));
    }
    return greatest * Math.sqrt(sample.length);
  }

  /** 1.95 is exceeded by one sample in a thousand. */
  @Test
  void distributions() {
    for (long key : new long[] {0, 1, 2, 12345, -7, 1L << 40}) {
      String size = "(" + "key(" + key + "), [" + MANY + "])";
      assertTrue(kolmogorov(doubles("uniform" + size), x -> x) < 1.95);
      assertTrue(kolmogorov(doubles("normal" + size), RandomsTest::normal) < 1.95);
    }
  }

  private static double normal(double x) {
    return 0.5 * Weft.eval("erfc(-x / sqrt(2))", Map.of("x", x)).getDouble();
  }

  @Test
  void moments() {
    String x = "x = uniform(key(11), [1000000]); ";
    assertEquals(1 / 2.0, number(x + "mean(x)"), 4 * 2.9e-4);
    assertEquals(1 / 12.0, number(x + "var(x)"), 4 * 7.5e-5);
    assertEquals(0, number(x + "mean((x[1:] - 0.5) * (x[:-1] - 0.5))"), 4 * 8.4e-5);
    String z = "z = normal(key(11), [1000000]); ";
    assertEquals(0, number(z + "mean(z)"), 4e-3);
    assertEquals(1, number(z + "var(z)"), 4 * 1.42e-3);
    assertEquals(0, number(z + "mean(z**3)"), 4 * 3.9e-3);
    assertEquals(3, number(z + "mean(z**4)"), 4 * 9.8e-3);
    assertEquals(0, number(z + "mean(z[1:] * z[:-1])"), 4e-3);
  }

  /** Neighbouring keys and places, in a table of 16 times 16 cells; 330 is one in a thousand. */
  @Test
  void neighboursAreIndependent() {
    for (String pair :
        new String[] {
          "uniform(key(1), [n]), uniform(key(2), [n])", "u[:-1], u[1:]", "u, uniform(key(-3), [n])"
        }) {
      String text = "u = uniform(key(-2), [n]); " + pair;
      Map<String, Tensor> both = Weft.compile(text).callAll(Map.of("n", MANY));
      double[] x = (double[]) both.get("0").toArray();
      double[] y = (double[]) both.get("1").toArray();
      int[] cells = new int[256];
      for (int i = 0; i < x.length; i++) {
        cells[(int) (x[i] * 16) * 16 + (int) (y[i] * 16)]++;
      }
      assertTrue(chiSquare(cells) < 330, pair + " " + chiSquare(cells));
    }
  }

  private static double chiSquare(int[] cells) {
    double expected = (double) Arrays.stream(cells).sum() / cells.length;
    return Arrays.stream(cells).mapToDouble(c -> (c - expected) * (c - expected)).sum() / expected;
  }

  @Test
  void integersAreEvenlySpread() {
    for (int range : new int[] {2, 3, 10, 100}) {
      double[] drawn = doubles("integers(key(" + range + "), 5, " + (5 + range) + ", [100000])");
      int[] cells = new int[range];
      for (double x : drawn) {
        cells[(int) x - 5]++;
      }
      double freedom = range - 1;
      assertTrue(chiSquare(cells) < freedom + 4 * Math.sqrt(2 * freedom), range + " cells");
    }
  }

  @Test
  void integersOfEveryRange() {
    long[] all =
        (long[])
            eval("integers(key(1), -9223372036854775807, 9223372036854775807, [1000])").toArray();
    assertTrue(Arrays.stream(all).min().getAsLong() < -9_000_000_000_000_000_000L);
    assertTrue(Arrays.stream(all).max().getAsLong() > 9_000_000_000_000_000_000L);
    same("integers(key(1), [3, 4], [9, 100])", "integers(key(1), [3, 4], [9, 100], [2])");
    assertEquals("i32[3]", eval("integers(key(1), 6, shape=[3], dtype=i32)").signature());
    same("integers(key(1), 6, 7, [3])", "[6, 6, 6]");
  }

  @Test
  void permutationsAreOrdersOfRandomBits() {
    same("sort(permutation(key(3), 1000))", "arange(1000)");
    same("permutation(key(3), 50)", "argsort(random_bits(key(3), 0, arange(50)))");
    same("permutation(key(4), [[1, 2], [3, 4]])", "[[1, 2], [3, 4]][permutation(key(4), 2)]");
    assertEquals("i64[0]", eval("permutation(key(0), 0)").signature());
    // Each of six orders of three, one time in six.
    long[] first = (long[]) eval("permutation(key(1), arange(60000) % 6)").toArray();
    long[] counts = new long[6];
    for (int i = 0; i < 10_000; i++) {
      counts[(int) first[i]]++;
    }
    assertTrue(Arrays.stream(counts).allMatch(n -> Math.abs(n - 1667) < 160));
  }

  private static String mistake(String text) {
    return assertThrows(WeftException.class, () -> eval(text)).getMessage();
  }

  @Test
  void mistakes() {
    assertTrue(mistake("uniform(0.5, [3])").contains("'key' of uniform must be an integer"));
    assertTrue(mistake("uniform(split_key(key(0)), [3])").contains("takes one key, not i64[2]"));
    assertTrue(mistake("uniform(key(0), [3], dtype=i64)").contains("gives floats"));
    assertTrue(mistake("integers(key(0), 5, 5)").contains("from 5 to below 5: there is none"));
    assertTrue(mistake("integers(key(0), [1, 5], [2, 5])").contains("low is below high"));
    assertTrue(mistake("normal(key(0), [-1])").contains("size -1"));
    assertEquals("f64[0]", eval("uniform(key(0), [0])").signature());
  }
}
