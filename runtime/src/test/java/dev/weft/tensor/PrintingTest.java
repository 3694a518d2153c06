// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Json;
import dev.weft.io.TensorJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrintingTest {

  static List<Json> golden() throws IOException {
    return Stream.of("printing.jsonl", "complex.jsonl").flatMap(PrintingTest::lines).toList();
  }

  private static Stream<Json> lines(String file) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                PrintingTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      return in.lines().map(Json::parse).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theGoldenFileIsAllThere() throws IOException {
    assertTrue(golden().size() > 130);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void printsWhatNumPyPrints(Json golden) {
    Tensor tensor = golden.has("arange") ? arange(golden) : TensorJson.read(golden);
    assertEquals(golden.get("text").string(), tensor.toString());
  }

  private static Tensor arange(Json golden) {
    int n = (int) ((Json.Number) golden.get("arange")).toLong();
    double divisor = ((Json.Number) golden.get("divisor")).toDouble();
    DType dtype = DType.named(golden.get("dtype").string()).orElseThrow();
    Tensor tensor = Tensor.zeros(dtype, n);
    for (int i = 0; i < n; i++) {
      switch (tensor.storage()) {
        case double[] array -> array[i] = i / divisor;
        case float[] array -> array[i] = i / (float) divisor;
        case long[] array -> array[i] = i;
        case int[] array -> array[i] = i;
        default -> throw new AssertionError(dtype);
      }
    }
    return tensor.reshape(
        golden.get("shape").items().stream().mapToLong(d -> ((Json.Number) d).toLong()).toArray());
  }

  @Test
  void viewsPrintTheirElements() {
    Tensor grid = Tensor.of(new int[] {1, 2, 3, 40}, 2, 2);
    assertEquals("[[ 1  3]\n [ 2 40]]", grid.transpose().toString());
    assertEquals("[[1]]", grid.slice(new long[2], new long[] {1, 1}, new long[2]).toString());
  }

  @Test
  void emptyTensorsShowTheirShape() {
    assertEquals("[] (f64[0])", Tensor.of(new double[0]).toString());
    assertEquals("[] (i32[2, 0])", Tensor.zeros(DType.I32, 2, 0).toString());
  }

  @Test
  void aHugeTensorPrintsItsCornersAtOnce() {
    assertEquals(
        "[            0             1             2 ... 1099511627773 1099511627774"
            + "\n 1099511627775]",
        Tensor.iota(1L << 40).toString());
  }
}
