// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.WeftException;
import dev.weft.io.Npy;
import dev.weft.tensor.DType;
import dev.weft.tensor.Native;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions over mapped files. */
final class NativeMemoryTest {
  private static final int ROWS = 70;
  private static final int COLUMNS = 900;

  @TempDir Path folder;

  private final double[] numbers =
      IntStream.range(0, ROWS * COLUMNS).mapToDouble(i -> Math.sin(i) * 10).toArray();
  private final Tensor array = Tensor.of(numbers, ROWS, COLUMNS);

  private Tensor mapped() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, array);
    return Npy.map(file);
  }

  @Test
  void givesTheSameBits() throws IOException {
    Tensor mapped = mapped();
    for (String text :
        new String[] {
          "2*x + 1",
          "x.T - 1",
          "sum(x)",
          "sum(x, axis=0)",
          "max(x[::-1, 3:], axis=1)",
          "x @ x.T",
          "sort(x)",
          "cumsum(x, axis=1)",
          "x[x > 9.9]",
          "x[[1, -1], :5]",
          "argmax(x), mean(x**2)",
          "x[3, 4] * x[0]",
          "reshape(x.T, [-1])",
          "concatenate([x, x])",
          "f32(x)",
          "x"
        }) {
      Expression e = Weft.compile(text);
      Map<String, Tensor> expected = e.callAll(array);
      Map<String, Tensor> got = e.callAll(mapped);
      expected.forEach(
          (name, tensor) -> assertTrue(tensor.contentEquals(got.get(name)), text + " " + name));
      assertEquals(1, e.recompiles(), text);
    }
  }

  @Test
  void resultsLieWhereTheCallerWants() throws IOException {
    Tensor mapped = mapped();
    Map<String, Tensor> given = new HashMap<>();
    Expression e = Weft.compile("(x.T * 2, sum(x), sqrt(c128(x)), sort(x))");
    Map<String, Tensor> results =
        e.callInto(
            (name, dtype, shape) -> {
              try {
                Tensor file = Npy.create(folder.resolve("r" + name + ".npy"), dtype, shape);
                given.put(name, file);
                return file;
              } catch (IOException failed) {
                throw new IllegalStateException(failed);
              }
            },
            Map.of("x", mapped));
    Map<String, Tensor> expected = e.callAll(array);
    expected.forEach((name, t) -> assertTrue(t.contentEquals(results.get(name)), name));
    for (String name : new String[] {"0", "2"}) {
      assertSame(given.get(name).storage(), results.get(name).storage(), name);
      Tensor written = Npy.read(folder.resolve("r" + name + ".npy"));
      assertTrue(expected.get(name).contentEquals(written), name);
    }
    assertTrue(results.get("3").isArray(), "what is sorted is sorted in an array");
  }

  @Test
  void writesIntoGivenMemory() throws IOException {
    Path file = folder.resolve("y.npy");
    Tensor out = Npy.create(file, DType.F64, COLUMNS, ROWS);
    Expression e = Weft.compile("exp(-x.T)");
    e.callInto(out, mapped());
    assertTrue(e.call(array).contentEquals(Npy.read(file)));
    Expression sorted = Weft.compile("sort(x.T)");
    sorted.callInto(out, mapped());
    assertTrue(sorted.call(array).contentEquals(Npy.read(file)));
    Tensor readOnly = Npy.map(file);
    WeftException refused = assertThrows(WeftException.class, () -> e.callInto(readOnly, array));
    assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
  }

  /** The same elements may be read and written where no other element needs them. */
  @Test
  void updatesAFileInPlace() throws IOException {
    Path file = folder.resolve("y.npy");
    Tensor x = Npy.create(file, DType.F64, ROWS, COLUMNS);
    array.copyTo(x);
    Weft.compile("x * 2").callInto(x, x);
    assertArrayEquals(Weft.compile("x * 2").call(array).toDoubleArray(), x.toDoubleArray());
    Weft.compile("x[::-1]").callInto(x, x);
    assertTrue(Weft.compile("(x * 2)[::-1]").call(array).contentEquals(Npy.read(file)));
  }

  @Test
  void moreThanAnArrayHolds() throws IOException {
    long count = Integer.MAX_VALUE + 100L;
    Tensor x = Npy.create(folder.resolve("x.npy"), DType.U8, count);
    Tensor last = x.slice(new long[] {count - 4}, new long[] {4}, new long[] {1});
    Tensor.of(new byte[] {1, 2, 3, 4}).copyTo(last);
    assertArrayEquals(
        new double[] {4, 3, 2}, Weft.compile("f64(x[:-4:-1])").call(x).toDoubleArray());
    assertEquals(10L, Weft.compile("sum(x[2_000_000_000:])").call(x).item());
    WeftException whole = assertThrows(WeftException.class, () -> Weft.compile("sort(x)").call(x));
    assertTrue(whole.getMessage().contains("too large"), whole.getMessage());
    assertFalse(x.storage() instanceof Native memory && !memory.isWritable());
  }
}
