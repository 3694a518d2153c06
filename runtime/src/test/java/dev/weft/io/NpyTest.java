// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir Path folder;

  static List<Json> fixtures() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                NpyTest.class.getResourceAsStream("npy.jsonl"), StandardCharsets.UTF_8))) {
      return in.lines().map(Json::parse).toList();
    }
  }

  private static byte[] bytes(Json fixture) {
    return HexFormat.of().parseHex(fixture.get("hex").string());
  }

  private static Tensor read(byte[] bytes) throws IOException {
    return Npy.read(new ByteArrayInputStream(bytes), "x.npy");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsWhatNumPyWrites(Json fixture) throws IOException {
    Path file = Files.write(folder.resolve("x.npy"), bytes(fixture));
    if (fixture.has("refused")) {
      String message = assertThrows(IOException.class, () -> Npy.read(file)).getMessage();
      assertTrue(message.contains(fixture.get("refused").string()), message);
      assertEquals(message, assertThrows(IOException.class, () -> Npy.map(file)).getMessage());
      return;
    }
    Tensor expected = TensorJson.read(fixture.get("tensor"));
    assertTrue(expected.contentEquals(Npy.read(file)));
    assertTrue(expected.contentEquals(Npy.map(file)));
    assertTrue(expected.contentEquals(read(bytes(fixture))));
  }

  /** Fixtures in the version and order that we write. */
  static List<Json> plainFixtures() throws IOException {
    Set<String> plain =
        Set.of("f64", "f32", "i64", "i32", "bool", "u8", "scalar", "vector", "empty");
    return fixtures().stream().filter(f -> plain.contains(f.get("name").string())).toList();
  }

  @ParameterizedTest
  @MethodSource("plainFixtures")
  void writesTheBytesThatNumPyWrites(Json fixture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, TensorJson.read(fixture.get("tensor")));
    assertArrayEquals(bytes(fixture), out.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyTruncationIsAnError(Json fixture) throws IOException {
    byte[] bytes = bytes(fixture);
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      Path file = Files.write(folder.resolve("x.npy"), part);
      assertThrows(IOException.class, () -> Npy.read(file));
      assertThrows(IOException.class, () -> read(part));
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void largeStridedTensorsComeBack(DType dtype) throws IOException {
    Tensor tensor = Tensor.zeros(dtype, 301, 70).transpose();
    Object storage = tensor.storage();
    for (int i = 0; i < tensor.size(); i++) {
      switch (storage) {
        case double[] array -> array[i] = i / 3.0;
        case float[] array -> array[i] = i / 3f;
        case long[] array -> array[i] = i * 0x123456789aL;
        case int[] array -> array[i] = i * 0x12345;
        case byte[] array -> array[i] = (byte) i;
        case short[] array -> array[i] = (short) (i * 0x1234);
        case char[] array -> array[i] = (char) (i * 0x1234);
        case boolean[] array -> array[i] = i % 3 == 0;
        default -> throw new AssertionError(dtype);
      }
    }
    Path file = folder.resolve("x.npy");
    Npy.write(file, tensor);
    assertTrue(tensor.contentEquals(Npy.read(file)));
    assertTrue(tensor.contentEquals(read(Files.readAllBytes(file))));
  }

  private static byte[] npy(String header) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[10 + text.length + 16];
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    System.arraycopy(start, 0, bytes, 0, start.length);
    bytes[8] = (byte) text.length;
    bytes[9] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, bytes, 10, text.length);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
        "{\"shape\": (2,), \"fortran_order\": True, \"descr\": \"=f8\"}",
        "{'descr': 'f8', 'fortran_order': False, 'shape': (2L,)}",
        " { 'descr' : '|f8' , 'fortran_order' : False , 'shape' : ( 2 , ) } \n"
      })
  void headersMayBeSpelledInManyWays(String header) throws IOException {
    assertArrayEquals(new double[2], read(npy(header)).toDoubleArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': 2}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2.0,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999999999, 999999999)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483648,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,)}",
        "{'descr': '', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f99999999999', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f8, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)}"
      })
  void hostileHeadersAreErrors(String header) throws IOException {
    Path file = Files.write(folder.resolve("x.npy"), npy(header));
    String message = assertThrows(IOException.class, () -> Npy.read(file)).getMessage();
    assertTrue(message.contains("x.npy"), message);
    assertThrows(IOException.class, () -> read(npy(header)));
  }

  @Test
  void tooManyAxesAreAnError() {
    String shape = "1, ".repeat(33);
    assertThrows(
        IOException.class,
        () -> read(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + ")}")));
  }

  @Test
  void emptyShapesWithHugeExtentsAreFine() throws IOException {
    Tensor empty =
        read(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296)}"));
    assertEquals(0, empty.size());
  }

  @Test
  void aHugeHeaderIsRefusedBeforeItIsRead() throws IOException {
    byte[] bytes = npy("{}");
    bytes[6] = 2;
    bytes[11] = 0x7f;
    assertThrows(IOException.class, () -> read(bytes));
    bytes[6] = 4;
    String message = assertThrows(IOException.class, () -> read(bytes)).getMessage();
    assertEquals("x.npy has .npy version 4; 1 to 3 are known", message);
  }

  @Test
  void bytesAfterTheElementsAreLeft() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Tensor.scalar(1));
    Npy.write(out, Tensor.scalar(2));
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertEquals(1, Npy.read(in, "x").item());
    assertEquals(2, Npy.read(in, "x").item());
  }
}
