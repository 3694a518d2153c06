// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.DType;
import dev.weft.tensor.Native;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors over files. */
class NpyMapTest {
  @TempDir Path folder;

  private static Tensor numbers(DType dtype) {
    Tensor tensor = Tensor.zeros(dtype, 3, 4);
    Tensor flat = dtype.isComplex() ? tensor.parts() : tensor;
    Tensor values = Tensor.of(new double[] {0, 1, 2, 3, 1, 0, 7, 8, 0, 100, 127, 1}, 3, 4);
    for (int i = 0; i < 12; i++) {
      double value = values.getDouble(i / 4, i % 4);
      Object storage = flat.storage();
      int at = dtype.isComplex() ? 2 * i + 1 : i;
      switch (storage) {
        case double[] array -> array[at] = value;
        case float[] array -> array[at] = (float) value;
        case long[] array -> array[at] = (long) value;
        case int[] array -> array[at] = (int) value;
        case short[] array -> array[at] = (short) value;
        case char[] array -> array[at] = (char) value;
        case byte[] array -> array[at] = (byte) value;
        default -> ((boolean[]) storage)[at] = value != 0;
      }
    }
    return tensor;
  }

  @ParameterizedTest
  @EnumSource
  void elementsAreThoseOfTheFile(DType dtype) throws IOException {
    Tensor expected = numbers(dtype);
    Path file = folder.resolve("x.npy");
    Npy.write(file, expected);
    Tensor mapped = Npy.map(file);
    assertInstanceOf(Native.class, mapped.storage());
    assertTrue(expected.contentEquals(mapped));
    assertTrue(expected.transpose().contentEquals(mapped.transpose()));
    assertEquals(expected.toString(), mapped.toString());
    assertEquals(expected.getComplex(2, 1), mapped.getComplex(2, 1));
    assertTrue(expected.contentEquals(mapped.copy()) && mapped.copy().isArray());
    assertFalse(mapped.isArray() || mapped.isContiguous());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsInTheFile(DType dtype) throws IOException {
    Tensor expected = numbers(dtype);
    Path file = folder.resolve("x.npy");
    Tensor made = Npy.create(file, dtype, 4, 3);
    assertTrue(Tensor.zeros(dtype, 4, 3).contentEquals(Npy.read(file)));
    expected.transpose().copyTo(made);
    assertTrue(expected.transpose().contentEquals(Npy.read(file)));
    Tensor other = Npy.create(folder.resolve("y.npy"), dtype, 3, 4);
    made.transpose().copyTo(other);
    assertTrue(expected.contentEquals(Npy.read(folder.resolve("y.npy"))));
  }

  @Test
  void aFileMayBeReplacedWhileItIsInUse() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Tensor.of(new double[] {1, 2, 3}));
    Tensor mapped = Npy.map(file);
    Npy.write(file, mapped.slice(new long[] {0}, new long[] {2}, new long[] {1}));
    assertArrayEquals(new double[] {1, 2, 3}, mapped.toDoubleArray());
    assertArrayEquals(new double[] {1, 2}, Npy.read(file).toDoubleArray());
    Npy.create(file, DType.I32, 5);
    assertArrayEquals(new double[] {1, 2, 3}, mapped.toDoubleArray());
    assertEquals("i32[5]", Npy.read(file).signature());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "something was left");
    }
  }

  @Test
  void readOnlyMemoryIsNotWritten() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Tensor.of(new double[] {1, 2, 3}));
    Tensor mapped = Npy.map(file);
    Tensor zeros = Tensor.zeros(DType.F64, 3);
    assertThrows(IllegalArgumentException.class, () -> zeros.copyTo(mapped));
  }

  @Test
  void noElementsNeedNoMemory() throws IOException {
    Path file = folder.resolve("x.npy");
    Tensor made = Npy.create(file, DType.F32, 0, 3);
    assertEquals("f32[0, 3]", made.signature());
    assertEquals("f32[0, 3]", Npy.map(file).signature());
  }

  /** A file with a hole, which takes no room. */
  @Test
  void thereMayBeMoreElementsThanAnArrayHolds() throws IOException {
    Path file = folder.resolve("x.npy");
    long count = Integer.MAX_VALUE + 100L;
    Tensor made = Npy.create(file, DType.U8, count);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() - 1);
      bytes.write(200);
    }
    assertEquals(200, Npy.map(file).getLong(count - 1));
    assertEquals(200, made.getLong(count - 1));
    String message = assertThrows(IOException.class, () -> Npy.read(file)).getMessage();
    assertTrue(message.contains("an array has at most"), message);
  }
}
