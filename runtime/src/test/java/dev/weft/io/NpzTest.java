// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = NpzTest.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void readsWhatNumPyWrites(String name) throws IOException {
    Path file = resource(name);
    assertEquals(List.of("a", "b"), Npz.keys(file));
    Tensor a = Tensor.of(new double[] {0, 1, 2, 3, 4, 5}, 2, 3);
    assertTrue(a.contentEquals(Npz.read(file, "a")));
    assertTrue(Tensor.of(new int[] {1, 2}).contentEquals(Npz.read(file).get("b")));
    assertEquals(
        file + " has no key 'c'; it has a, b",
        assertThrows(IOException.class, () -> Npz.read(file, "c")).getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsWhatItWrites(boolean compressed) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.iota(30_000).reshape(300, 100).transpose());
    tensors.put("λ", Tensor.scalar(0.5));
    Path file = folder.resolve("x.npz");
    Npz.write(file, tensors, compressed);
    assertEquals(List.of("x", "λ"), Npz.keys(file));
    assertTrue(tensors.get("x").contentEquals(Npz.read(file, "x")));
    assertEquals(0.5, Npz.read(file).get("λ").item());
    byte[] first = Files.readAllBytes(file);
    assertEquals(compressed, first.length < 200_000);
    Npz.write(file, tensors, compressed);
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void damagedArchivesAreErrors() throws IOException {
    Path file = resource("deflated.npz");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThrows(IOException.class, () -> Npz.read(file));
    }
    bytes[80] ^= 0x55;
    bytes[81] ^= 0x55;
    Files.write(file, bytes);
    String message = assertThrows(IOException.class, () -> Npz.read(file)).getMessage();
    assertTrue(message.contains("deflated.npz"), message);
  }
}
