// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.compiler.elaborate.CaseFile;
import dev.weft.diagnostic.WeftException;
import dev.weft.parallel.Workers;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** NumPy's answers, errors, sums taken directly, and the same bits however they are computed. */
class TransformsTest {
  private final Random random = new Random(11);

  @Test
  void everyCaseGivesNumpysAnswer() throws IOException {
    CaseFile cases = new CaseFile(Path.of("src/test/resources/transform_cases.jsonl"));
    assertTrue(cases.size() > 900);
    assertEquals(List.of(), cases.failures());
  }

  private double[] numbers(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private static Tensor[] run(String routine, Workers workers, long[] shape, Tensor... operands) {
    int count = routine.equals("fft.irfft") ? 1 : 2;
    Tensor[] results = new Tensor[count];
    for (int i = 0; i < count; i++) {
      results[i] = Tensor.zeros(operands[0].dtype(), shape);
    }
    new Transforms().run(routine, List.of(operands), List.of(results), workers);
    return results;
  }

  /** Roots 2 apart from each other come from two tables beyond some length. */
  @Test
  void rootsAreWithinAnUlpOrSo() {
    for (int n : new int[] {1, 2, 3, 7, 8, 360, 4099, 65_536, 65_537, 1 << 20, 1_000_003}) {
      Roots roots = new Roots(n);
      for (int i = 0; i < 400; i++) {
        int k = i < n ? i : random.nextInt(n);
        double[] exact = DirectSums.root(k, n);
        assertEquals(exact[0], roots.re(k), 3.4e-16, "re of " + k + " of " + n);
        assertEquals(exact[1], roots.im(k), 3.4e-16, "im of " + k + " of " + n);
      }
    }
    assertArrayEquals(new double[] {0, -1}, Roots.root(1, 4));
    assertArrayEquals(new double[] {-1, 0}, Roots.root(2, 4));
    assertArrayEquals(new double[] {0, 1}, Roots.root(3, 4));
  }

  @Test
  void everyLengthAgreesWithDirectSums() {
    for (int n = 1; n < 150; n++) {
      agrees(n);
    }
    for (int n : new int[] {256, 343, 366, 488, 509, 1000, 1024, 2021, 2048}) {
      agrees(n);
    }
  }

  private void agrees(int n) {
    double[] re = numbers(n);
    double[] im = numbers(n);
    Tensor[] got = run("fft.fft", Workers.ALONE, new long[] {1, n}, row(re), row(im));
    close(DirectSums.of(re, im), got, n);
    long half = n / 2 + 1;
    Tensor[] ofReal = run("fft.rfft", Workers.ALONE, new long[] {1, half}, row(re));
    double[][] exact = DirectSums.of(re, new double[n]);
    close(exact, ofReal, n);
    close(exact, run("fft.fft", Workers.ALONE, new long[] {1, n}, row(re)), n);
    Tensor back = run("fft.irfft", Workers.ALONE, new long[] {1, n}, ofReal)[0];
    for (int i = 0; i < n; i++) {
      assertEquals(re[i], back.getDouble(0, i) / n, 2e-15, i + " of " + n);
    }
  }

  private static Tensor row(double... x) {
    return Tensor.of(x, 1, x.length);
  }

  /** A norm of the error that grows as the root of the logarithm of n, at most. */
  private static void close(double[][] exact, Tensor[] got, int n) {
    double bound = 4e-16 * Math.sqrt(n) * (2 + Math.log(n));
    for (int k = 0; k < got[0].size(); k++) {
      assertEquals(exact[0][k], got[0].getDouble(0, k), bound, "re of " + k + " of " + n);
      assertEquals(exact[1][k], got[1].getDouble(0, k), bound, "im of " + k + " of " + n);
    }
  }

  @Test
  void threadsAndNeighboursLeaveNoTrace() {
    try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
      for (long[] shape :
          new long[][] {{1, 96}, {300, 30}, {3, 4096}, {2, 30_000}, {5, 7, 134}, {2, 64, 66}}) {
        for (DType dtype : new DType[] {DType.F64, DType.F32}) {
          Tensor re = filled(dtype, shape);
          Tensor im = filled(dtype, shape);
          Tensor[] alone = run("fft.fft", Workers.ALONE, shape, re, im);
          for (int threads : new int[] {2, 7}) {
            Tensor[] shared = run("fft.fft", new Workers(threads, executor), shape, re, im);
            assertTrue(alone[0].contentEquals(shared[0]) && alone[1].contentEquals(shared[1]));
          }
          if (shape.length == 2) {
            lineByLine(shape, re, im, alone);
          }
        }
      }
    }
  }

  private Tensor filled(DType dtype, long... shape) {
    int size = 1;
    for (long dim : shape) {
      size *= (int) dim;
    }
    double[] values = numbers(size);
    if (dtype == DType.F64) {
      return Tensor.of(values, shape);
    }
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, shape);
  }

  private static void lineByLine(long[] shape, Tensor re, Tensor im, Tensor[] together) {
    for (int line = 0; line < Math.min(shape[0], 20); line++) {
      Tensor[] one =
          run(
              "fft.fft",
              Workers.ALONE,
              new long[] {1, shape[1]},
              line(re, line).copy(),
              line(im, line).copy());
      assertTrue(one[0].contentEquals(line(together[0], line).copy()));
      assertTrue(one[1].contentEquals(line(together[1], line).copy()));
    }
  }

  private static Tensor line(Tensor x, int line) {
    return x.slice(new long[] {line, 0}, new long[] {1, x.dim(1)}, new long[] {1, 1});
  }

  @Test
  void anyLayoutGivesTheSameBits() {
    Tensor x = Tensor.of(numbers(24 * 35), 24, 35);
    Tensor turned = x.transpose().copy().transpose();
    for (String text : List.of("fft(x)", "fft(x, axis=0)", "rfft2(x)", "irfft(x * 1j, 50, 0)")) {
      Tensor expected = Weft.eval(text, Map.of("x", x));
      assertTrue(expected.contentEquals(Weft.eval(text, Map.of("x", turned))), text);
    }
  }

  @Test
  void aTransformOfRealNumbersIsItsOwnMirrorImage() {
    Tensor x = Tensor.of(numbers(77), 77);
    Tensor z = Weft.eval("z = fft(x); abs(z[1:] - conj(z[:0:-1]))", Map.of("x", x));
    assertArrayEquals(new double[76], z.toDoubleArray());
  }

  @Test
  void dtypesAreThoseOfNumpy2() {
    assertEquals(DType.C64, Weft.eval("fft(f32([1, 2]))", Map.of()).dtype());
    assertEquals(DType.F32, Weft.eval("irfft(f32([1, 2]) + 0j)", Map.of()).dtype());
    assertEquals(DType.C128, Weft.eval("rfft(i8([1, 2]))", Map.of()).dtype());
    assertEquals(DType.C128, Weft.eval("fft([True, False])", Map.of()).dtype());
  }

  @Test
  void whatHasNoTransformIsAnError() {
    Map<String, String> wrong =
        Map.of(
            "fft(zeros([0]))", "E0209",
            "fft([1, 2], n=0)", "E0209",
            "irfft([1.0])", "E0209",
            "fft(1.0)", "E0205",
            "fft2([1.0])", "E0205",
            "fft([1, 2], axis=1)", "E0205",
            "rfft([1j])", "E0201",
            "fft([1], norm='both')", "E0202",
            "fftn([[1]], s=(1, 1, 1))", "E0205",
            "fftn([[1]], s=(1,), axes=(0, 1))", "E0202");
    wrong.forEach(
        (text, code) -> {
          WeftException error =
              assertThrows(WeftException.class, () -> Weft.eval(text, Map.of()), text);
          assertEquals(code, error.code(), text);
        });
    Tensor empty = Tensor.of(new double[0], 3, 0);
    WeftException late =
        assertThrows(WeftException.class, () -> Weft.eval("fft(x)", Map.of("x", empty)));
    assertTrue(late.getMessage().contains("fft of 0 elements"), late.getMessage());
  }

  @Test
  void noLinesAreNoTrouble() {
    assertArrayEquals(
        new long[] {0, 4}, Weft.eval("fft(x)", Map.of("x", Tensor.zeros(DType.F64, 0, 4))).shape());
  }
}
