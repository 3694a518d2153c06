// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Npy;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than the heap, in a JVM with a small one. */
class LargeFilesTest {
  @TempDir Path folder;

  private String weft(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(Arrays.asList(words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  @Test
  void areReadAndWrittenInPieces() throws IOException, InterruptedException {
    int n = 6_000_000;
    double[] numbers = new double[n];
    Arrays.setAll(numbers, i -> i % 1000);
    Npy.write(folder.resolve("x.npy"), Tensor.of(numbers, 3000, 2000));
    assertEquals("2997000000.0", weft("eval", "sum(x)", "x=@x.npy"));
    assertEquals("", weft("eval", "x.T + 1", "x=@x.npy", "-o", "y.npy"));
    Tensor y = Npy.map(folder.resolve("y.npy"));
    assertEquals("f64[2000, 3000]", y.signature());
    assertEquals(numbers[2000 * 7 + 11] + 1, y.getDouble(11, 7));
    assertEquals("", weft("eval", "2 * x", "x=@x.npy", "-o", "x.npy"), "a file in its own place");
    assertEquals("5994000000.0", weft("eval", "sum(x)", "x=@x.npy"));
    String failed = weft("eval", "x / x[9999, 0]", "x=@x.npy", "-o", "y.npy");
    assertTrue(failed.startsWith("error"), failed);
    String sorted = weft("eval", "sort(x.ravel())", "x=@x.npy", "-o", "y.npy");
    assertTrue(sorted.contains("too large"), sorted);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "something was left");
    }
  }
}
