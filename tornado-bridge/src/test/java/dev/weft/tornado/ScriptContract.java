// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole scripts give on a device what they give on the processor, to the bit. */
abstract class ScriptContract {
  protected abstract TornadoDevice device();

  /** A script and what it is given. */
  private record Case(String script, Map<String, Tensor> inputs) {}

  private static List<Case> cases() {
    return List.of(
        new Case(
            "01_options",
            Map.of("S", values(1, 5, 30, 500), "K", values(2, 1, 100, 500), "T", years(500))),
        new Case("02_pi", Map.of()),
        new Case(
            "03_bodies",
            Map.of(
                "pos", values(4, -2, 2, 30, 3),
                "vel", values(5, -2, 2, 30, 3),
                "mass", values(6, 0.5, 1.5, 30))),
        new Case("04_heat", Map.of("u0", values(7, -4, 4, 12, 15))),
        new Case("05_clusters", Map.of("x", values(8, -3, 3, 60, 3), "c", values(9, -3, 3, 4, 3))),
        new Case(
            "06_logistic",
            Map.of(
                "X", values(10, -2, 2, 300, 4),
                "y", whole(values(11, 0, 1, 300), DType.F64),
                "w", values(12, -1, 1, 4))),
        new Case("07_mandelbrot", Map.of()),
        new Case(
            "08_attention",
            Map.of(
                "Q", floats(values(13, -2, 2, 1, 2, 5, 8)),
                "K", floats(values(14, -2, 2, 1, 2, 7, 8)),
                "V", floats(values(15, -2, 2, 1, 2, 7, 8)))),
        new Case("09_edges", Map.of("img", whole(values(16, 0, 255, 14, 17), DType.U8))),
        new Case(
            "10_portfolio",
            Map.of(
                "price", values(17, 90, 110, 400, 3),
                "wt", Tensor.of(new double[] {0.5, 0.3, 0.2}))));
  }

  private static Tensor years(int n) {
    return values(3, 0.25, 10, n);
  }

  private static Tensor values(long seed, double least, double most, long... shape) {
    Random random = new Random(seed);
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    return Tensor.of(random.doubles(size, least, most).toArray(), shape);
  }

  private static Tensor whole(Tensor values, DType dtype) {
    String text = dtype == DType.U8 ? "u8(rint(x))" : "rint(x)";
    return Weft.compile(text).call(values);
  }

  private static Tensor floats(Tensor values) {
    return Weft.compile("f32(x)").call(values);
  }

  @TestFactory
  Stream<DynamicTest> scriptsGiveTheSameBits() {
    return cases().stream()
        .map(c -> DynamicTest.dynamicTest(c.script(), () -> agree(text(c.script()), c.inputs())));
  }

  private static String text(String script) throws IOException {
    try (InputStream in =
        ScriptContract.class.getResourceAsStream("/scripts/" + script + ".expr")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void agree(String text, Map<String, Tensor> inputs) {
    Options there = Options.DEFAULT.withDevice(device());
    Map<String, Tensor> expected =
        Weft.compileScript("script", text, Options.DEFAULT).callAll(inputs);
    Map<String, Tensor> found = Weft.compileScript("script", text, there).callAll(inputs);
    assertEquals(bits(expected), bits(found));
  }

  private static Map<String, List<?>> bits(Map<String, Tensor> results) {
    Map<String, List<?>> bits = new LinkedHashMap<>();
    results.forEach((name, tensor) -> bits.put(name, List.of(tensor.signature(), bits(tensor))));
    return bits;
  }

  /** Every element as text, which tells all numbers and zeros apart. */
  private static String bits(Tensor tensor) {
    StringBuilder text = new StringBuilder();
    Object one = Storage.allocate(tensor.dtype(), 1);
    for (long position = 0; position < tensor.size(); position++) {
      tensor.read(position, 1, one, 0);
      text.append(
          switch (one) {
            case double[] a -> String.valueOf(a[0]);
            case float[] a -> String.valueOf(a[0]);
            case long[] a -> String.valueOf(a[0]);
            case int[] a -> String.valueOf(a[0]);
            case byte[] a -> String.valueOf(a[0]);
            case boolean[] a -> String.valueOf(a[0]);
            default -> throw new AssertionError(tensor);
          });
      text.append(' ');
    }
    return text.toString();
  }
}
