// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.io.Csv;
import dev.weft.io.Npy;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scripts, their twins in Java, and figures from elsewhere agree. */
final class SamplesTest {
  private static final Path SAMPLES = Checkout.SAMPLES;
  private static final Path DATA = SAMPLES.resolve("data");

  private static Map<String, Tensor> run(String script, Map<String, ?> inputs) throws IOException {
    return Weft.compile(SAMPLES.resolve("scripts/" + script + ".expr")).callAll(inputs);
  }

  private static void assertReference(String script, Map<String, Tensor> results) {
    Map<String, Tensor> reference = Reference.of(script);
    assertTrue(reference.size() >= 2, script);
    reference.forEach((name, value) -> Reference.assertClose(name, value, results.get(name)));
  }

  /** The same results in the same order, to the bit. */
  private static void assertTwins(Map<String, Tensor> script, Map<String, Tensor> twin) {
    assertEquals(script.keySet().stream().toList(), twin.keySet().stream().toList());
    script.forEach((name, value) -> assertTrue(value.contentEquals(twin.get(name)), name));
  }

  @Test
  void portfolio() throws IOException {
    Map<String, Tensor> results =
        run(
            "portfolio",
            Map.of(
                "price",
                Csv.table(DATA.resolve("indices.csv")),
                "weight",
                new double[] {0.4, 0.2, 0.2, 0.2}));
    assertReference("portfolio", results);
    assertTwins(results, Portfolio.statistics(SAMPLES));
  }

  @Test
  void blackScholes() throws IOException {
    Map<String, Tensor> results =
        run(
            "black_scholes",
            Map.of(
                "close",
                Csv.column(DATA.resolve("indices.csv"), "DAX"),
                "strike",
                new double[] {5000, 5250, 5500, 5750, 6000}));
    assertReference("black_scholes", results);
    assertTwins(results, BlackScholes.prices(SAMPLES));
  }

  @Test
  void heat() throws IOException {
    Map<String, Tensor> results = run("heat", Map.of());
    assertReference("heat", results);
    assertTwins(results, Heat.plate(32, 500, 0.2));
    assertArrayEquals(PlainLoops.heat(32, 500, 0.2), results.get("u").toDoubleArray());
  }

  @Test
  void heatOfOtherSizes() throws IOException {
    Map<String, Tensor> results = run("heat", Map.of("n", 7, "steps", 0, "alpha", 0.25));
    assertArrayEquals(PlainLoops.heat(7, 0, 0.25), results.get("u").toDoubleArray());
    assertTwins(results, Heat.plate(7, 0, 0.25));
  }

  @Test
  void blur() throws IOException {
    Tensor img = Npy.read(DATA.resolve("ascent.npy"));
    Map<String, Tensor> results = run("blur", Map.of("img", img));
    Map<String, Tensor> reference = Reference.of("blur");
    for (String name : new String[] {"mean_before", "mean_after", "largest_change"}) {
      Reference.assertClose(name, reference.get(name), results.get(name));
    }
    Tensor blurred = results.get("blurred");
    Tensor part = blurred.slice(new long[] {200, 100}, new long[] {4, 8}, new long[] {1, 1});
    assertTrue(reference.get("blurred").contentEquals(part));
    assertArrayEquals(PlainLoops.blur(img.toByteArray(), 512, 512), blurred.toByteArray());
    assertTwins(results, Blur.blur(img));
  }

  @Test
  void pi() throws IOException {
    Map<String, Tensor> results = run("pi", Map.of("n", 10_000));
    assertReference("pi", results);
    assertTwins(results, MonteCarloPi.estimate(10_000, 42));
    assertTwins(run("pi", Map.of("seed", 7)), MonteCarloPi.estimate(1_000_000, 7));
  }
}
