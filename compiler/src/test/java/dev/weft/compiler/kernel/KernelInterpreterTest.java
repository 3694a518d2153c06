// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.compiler.kernel.KernelInterpreter.Failure;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KernelInterpreterTest {

  private static Optional<Failure> run(String text, long[] extents, Tensor... arguments) {
    Kernel kernel = KernelText.parse(text);
    KernelChecker.check("test", kernel);
    return KernelInterpreter.run(kernel, extents, List.of(arguments));
  }

  private static final String SUM =
      """
      kernel sum(x: f64[2] in, y: f64[1] out) kept 1 reduced 1 {
        loop serial i0 < kept[0] {
          fold b sum(s: f64 = t0) over serial r0 < reduced[0] {
            let t0: f64 = load x[i0, r0]
          }
          store y[i0] = s
        }
      }
      """;

  /** The order of the page, written once more with arrays. */
  private static double sum(double[] x) {
    double[] blocks = new double[(x.length + 1023) / 1024];
    for (int b = 0; b < blocks.length; b++) {
      int n = Math.min(1024, x.length - 1024 * b);
      double[] a = new double[32];
      for (int i = 0; i < n; i++) {
        a[i % 32] = i < 32 ? x[1024 * b + i] : a[i % 32] + x[1024 * b + i];
      }
      for (int m = Math.min(32, n); m > 1; m = (m + 1) / 2) {
        int h = (m + 1) / 2;
        for (int j = 0; j < m - h; j++) {
          a[j] += a[j + h];
        }
      }
      blocks[b] = a[0];
    }
    int count = blocks.length;
    while (count > 1) {
      for (int i = 0; i < count / 2; i++) {
        blocks[i] = blocks[2 * i] + blocks[2 * i + 1];
      }
      if (count % 2 == 1) {
        blocks[count / 2] = blocks[count - 1];
      }
      count = (count + 1) / 2;
    }
    return count == 0 ? 0 : blocks[0];
  }

  @Test
  void sumsFollowTheOneOrder() {
    Random random = new Random(7);
    for (int n : new int[] {0, 1, 2, 5, 31, 32, 33, 100, 1023, 1024, 1025, 3000, 7169}) {
      double[] x = random.doubles(2L * n, -1, 1).map(v -> Math.scalb(v, 20)).toArray();
      Tensor y = Tensor.zeros(DType.F64, 2);
      run(SUM, new long[] {2, n}, Tensor.of(x, 2, n), y);
      double[] expected = {sum(Arrays.copyOf(x, n)), sum(Arrays.copyOfRange(x, n, 2 * n))};
      assertArrayEquals(expected, y.toDoubleArray(), 0.0);
    }
  }

  @Test
  void aMinimumOfNothingIsAMistakeOfThePlan() {
    String text = SUM.replace("sum(s", "min(s");
    long[] extents = {1, 0};
    Tensor x = Tensor.zeros(DType.F64, 1, 0);
    Tensor y = Tensor.zeros(DType.F64, 1);
    assertThrows(CompilerBug.class, () -> run(text, extents, x, y));
  }

  @Test
  void scheduledFormsRunInPositionsAndScratch() {
    Tensor x = Tensor.of(LongStream.range(0, 3000).asDoubleStream().toArray(), 1500, 2);
    Tensor y = Tensor.zeros(DType.F64, 2, 1500).transpose();
    Optional<Failure> failure =
        run(
            """
            kernel k(x: f64[2] in, y: f64[2] out) kept 2 reduced 0 {
              site assertion 0..1
              site assertion 1..2
              loop parallel k < kept step 1024 {
                let rest: i64 = sub kept, k
                let m: i64 = min rest, 1024
                alloc s0: f64[1024] scratch
                loop vector i < m {
                  let p: i64 = add k, i
                  let a: f64 = load x[@p]
                  let b: f64 = mul a, 2.0
                  store s0[i] = b
                }
                loop serial j < m {
                  let q: i64 = add k, j
                  let c: f64 = load s0[j]
                  let ok: bool = lt c, 4000.0
                  check ok site 1
                  check ok site 0
                  store y[@q] = c
                }
              }
            }
            """,
            new long[] {1500, 2},
            x,
            y);
    assertEquals(Optional.of(new Failure(0, 2000, -1)), failure);
    assertEquals(2 * 2999.0, y.getDouble(1499, 1));
  }

  @Test
  void failuresInFoldsComeBeforeThoseAfterwards() {
    String text =
        """
        kernel k(x: f64[2] in, y: f64[1] out) kept 1 reduced 1 {
          site assertion 0..1
          loop serial i0 < kept[0] {
            fold b argmax(m: f64 = t0, at: i64 = r0) over serial r0 < reduced[0] {
              let t0: f64 = load x[i0, r0]
              let low: bool = lt t0, 5.0
              check low site 0
            }
            check false site 0
            store y[i0] = m
          }
        }
        """;
    Tensor x = Tensor.of(new double[] {1, 2, 9, 3, 9, 9}, 2, 3);
    Tensor y = Tensor.zeros(DType.F64, 2);
    assertEquals(Optional.of(new Failure(0, 0, 2)), run(text, new long[] {2, 3}, x, y));
    assertArrayEquals(new double[] {9, 9}, y.toDoubleArray());
  }

  @Test
  void argReductionsGiveTheFirstOfEqualsAndTheFirstNan() {
    String text =
        """
        kernel k(x: f64[2] in, y: i64[1] out) kept 1 reduced 1 {
          loop serial i0 < kept[0] {
            fold b argmax(m: f64 = t0, at: i64 = r0) over serial r0 < reduced[0] {
              let t0: f64 = load x[i0, r0]
            }
            store y[i0] = at
          }
        }
        """;
    double nan = Double.NaN;
    Tensor x = Tensor.of(new double[] {1, 7, 7, 0, 8, nan, nan, 9}, 2, 4);
    Tensor y = Tensor.zeros(DType.I64, 2);
    run(text, new long[] {2, 4}, x, y);
    assertArrayEquals(new long[] {1, 1}, y.toLongArray());
  }

  @Test
  void carriedValuesSwapWithoutLosingOne() {
    String text =
        """
        kernel k(n: i64[0] in, y: i64[0] out) kept 0 reduced 0 {
          let n0: i64 = load n[]
          loop serial i < n0 carry (a: i64 = 0, b: i64 = 1) {
            let c: i64 = add a, b
            next b, c
          }
          store y[] = a
        }
        """;
    Tensor y = Tensor.zeros(DType.I64);
    run(text, new long[0], Tensor.scalar(50L), y);
    assertEquals(12586269025L, y.item());
  }

  @Test
  void whileStopsAtItsConditionOrFailsAtItsLimit() {
    String text =
        """
        kernel k(n: i64[0] in, y: f64[0] out) kept 0 reduced 0 {
          site assertion 0..1
          let n0: i64 = load n[]
          while limit n0 site 0 carry (a: f64 = 1.0) {
            let more: bool = lt a, 100.0
          } holds more {
            let b: f64 = mul a, 2.0
            next b
          }
          store y[] = a
        }
        """;
    Tensor y = Tensor.zeros(DType.F64);
    assertEquals(Optional.empty(), run(text, new long[0], Tensor.scalar(7L), y));
    assertEquals(128.0, y.item());
    assertEquals(Optional.of(new Failure(0, 0, -1)), run(text, new long[0], Tensor.scalar(6L), y));
  }

  @Test
  void guardedLoadsGiveZeroOutside() {
    String text =
        """
        kernel k(x: f64[1] whole, y: f64[1] out) kept 1 reduced 0 {
          loop serial i0 < kept[0] {
            let j: i64 = sub i0, 1
            let t: f64 = load x?[j]
            store y[i0] = t
          }
        }
        """;
    Tensor y = Tensor.zeros(DType.F64, 5);
    run(text, new long[] {5}, Tensor.of(new double[] {1, 2, 3}), y);
    assertArrayEquals(new double[] {0, 1, 2, 3, 0}, y.toDoubleArray());
  }

  /** Each group reverses its tile of four through a local array, three times over. */
  @Test
  void threadsWaitForEachOtherAtBarriersEvenInLoops() {
    String text =
        """
        kernel k(x: i32[1] in, y: i32[1] out) kept 1 reduced 0 {
          loop group g < 2 {
            alloc tile: i32[4] local
            loop thread t < 4 {
              let base: i64 = mul g, 4
              let p: i64 = add base, t
              let x0: i32 = load x[@p]
              let back: i64 = sub 3, t
              loop serial n < 3 carry (v: i32 = x0) {
                store tile[t] = v
                barrier
                let w: i32 = load tile[back]
                barrier
                next w
              }
              store y[@p] = v
            }
          }
        }
        """;
    Tensor y = Tensor.zeros(DType.I32, 8);
    run(text, new long[] {8}, Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), y);
    assertArrayEquals(new int[] {4, 3, 2, 1, 8, 7, 6, 5}, y.toIntArray());
  }

  @Test
  void indicesOutsideAreMistakes() {
    String text = "kernel k(x: f64[1] whole) kept 0 reduced 0 { let a: f64 = load x[3] }";
    Tensor x = Tensor.zeros(DType.F64, 3);
    assertThrows(CompilerBug.class, () -> run(text, new long[0], x));
    assertThrows(CompilerBug.class, () -> run(text, new long[0], Tensor.zeros(DType.F32, 3)));
    assertThrows(CompilerBug.class, () -> run(text, new long[] {1}, x));
  }
}
