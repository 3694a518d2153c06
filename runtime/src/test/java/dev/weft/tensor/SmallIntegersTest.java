// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Json;
import dev.weft.io.Npy;
import dev.weft.io.TensorJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmallIntegersTest {

  static List<Tensor> tensors() {
    return List.of(
        Tensor.dense(DType.I8, new byte[] {-128, -1, 0, 127}, 2, 2),
        Tensor.of(new byte[] {-128, -1, 0, 127}, 2, 2),
        Tensor.of(new short[] {-32768, -1, 0, 32767}, 2, 2),
        Tensor.of(new char[] {0, 1, 32768, 65535}, 2, 2));
  }

  @Test
  void elementsAreWhatTheDTypeSays() {
    assertEquals("[[-128   -1]\n [   0  127]]", tensors().get(0).toString());
    assertEquals("[[128 255]\n [  0 127]]", tensors().get(1).toString());
    assertArrayEquals(new long[] {-32768, -1, 0, 32767}, tensors().get(2).toLongArray());
    assertArrayEquals(new double[] {0, 1, 32768, 65535}, tensors().get(3).toDoubleArray());
    assertEquals(-128, Tensor.dense(DType.I8, new byte[] {-128}, new long[0]).item());
    assertEquals("i16[2]", Tensor.from(new short[] {1, 2}).signature());
    assertEquals("u16[1, 2]", Tensor.from(new char[][] {{1, 2}}).signature());
  }

  @Test
  void rangesAreThoseOfTheDType() {
    assertEquals(List.of(-128L, 127L), List.of(DType.I8.least(), DType.I8.most()));
    assertEquals(List.of(0L, 65535L), List.of(DType.U16.least(), DType.U16.most()));
    assertEquals(List.of(Long.MIN_VALUE, Long.MAX_VALUE), range(DType.I64));
  }

  private static List<Long> range(DType dtype) {
    return List.of(dtype.least(), dtype.most());
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void viewsAndFilesKeepEveryElement(Tensor tensor) throws IOException {
    for (Tensor view : List.of(tensor, tensor.transpose())) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(out, view);
      Tensor read = Npy.read(new ByteArrayInputStream(out.toByteArray()), "test");
      assertEquals(view.signature(), read.signature());
      assertTrue(read.contentEquals(view));
      assertTrue(TensorJson.read(Json.parse(TensorJson.write(view))).contentEquals(view));
      assertTrue(view.copy().contentEquals(view));
    }
  }

  @Test
  void jsonRefusesWhatDoesNotFit() {
    for (String text : List.of("i8 128", "u8 -1", "u16 65536", "i16 -32769")) {
      String[] parts = text.split(" ");
      String json =
          "{\"dtype\": \"%s\", \"shape\": [1], \"data\": [%s]}".formatted(parts[0], parts[1]);
      assertThrows(IllegalArgumentException.class, () -> TensorJson.read(Json.parse(json)), text);
    }
  }
}
