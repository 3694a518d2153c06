// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelChecker;
import dev.weft.compiler.kernel.KernelInterpreter;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TileFoldTest {
  private static final long[] NONE = {};

  private static final Kernel PRODUCT =
      KernelText.parse(
          """
          kernel k(a: f64[3] in, b: f64[3] in, c: f64[2] in, y: f64[2] out) kept 2 reduced 1 {
            loop serial i0 < kept[0] {
              loop serial i1 < kept[1] {
                fold b0 sum(s: f64 = t2) over serial r0 < reduced[0] {
                  let t0: f64 = load a[i0, i1, r0]
                  let t1: f64 = load b[i0, i1, r0]
                  let t2: f64 = mul t0, t1
                }
                let t3: f64 = load c[i0, i1]
                let t4: f64 = add s, t3
                store y[i0, i1] = t4
              }
            }
          }
          """);

  /** What is largest, and where, and what is smallest, over two reduced axes and in batches. */
  private static final Kernel SEARCH =
      KernelText.parse(
          """
          kernel k(a: f32[5] in, b: f32[5] in, n: i64[5] in, w: i64[3] out, y: f32[3] out)
              kept 3 reduced 2 {
            loop serial i0 < kept[0] {
              loop serial i1 < kept[1] {
                loop serial i2 < kept[2] {
                  fold b0 argmax(v: f32 = t2, p: i64 = t3), min(m: f32 = t4)
                      over serial r0 < reduced[0], serial r1 < reduced[1] {
                    let t0: f32 = load a[i0, i1, i2, r0, r1]
                    let t1: f32 = load b[i0, i1, i2, r0, r1]
                    let t2: f32 = sub t0, t1
                    let t3: i64 = load n[i0, i1, i2, r0, r1]
                    let t4: f32 = add t0, t1
                  }
                  store w[i0, i1, i2] = p
                  store y[i0, i1, i2] = m
                }
              }
            }
          }
          """);

  /**
   * Runs a kernel in both forms.
   *
   * @param moving per parameter that is read the axes along which it moves; none is a copy of all
   * @return the second form
   */
  private static GroupKernel agree(Kernel naive, long[] extents, List<String> moving, int side) {
    List<Tensor> arguments = arguments(naive, extents, moving);
    GroupKernel tiled = tiled(naive, extents, arguments, side).orElseThrow();
    KernelChecker.check("schedule", tiled.kernel());
    List<Tensor> again = new ArrayList<>(arguments);
    for (int p = 0; p < again.size(); p++) {
      if (naive.params().get(p).mode() == Kernel.Mode.OUT) {
        again.set(p, Tensor.zeros(again.get(p).dtype(), again.get(p).shape()));
      }
    }
    assertEquals(Optional.empty(), KernelInterpreter.run(naive, extents, arguments));
    assertEquals(Optional.empty(), KernelInterpreter.run(tiled.kernel(), extents, again));
    for (int p = 0; p < again.size(); p++) {
      assertEquals(bits(arguments.get(p)), bits(again.get(p)), () -> Arrays.toString(extents));
    }
    assertEquals(tiled.kernel(), KernelText.parse(KernelText.print(tiled.kernel())));
    return tiled;
  }

  private static Optional<GroupKernel> tiled(
      Kernel naive, long[] extents, List<Tensor> arguments, int side) {
    long[] kept = Arrays.copyOf(extents, naive.keptRank());
    long[] reduced = Arrays.copyOfRange(extents, naive.keptRank(), extents.length);
    List<long[]> strides = arguments.stream().map(Tensor::strides).toList();
    return TileFold.apply(naive, kept, reduced, strides, side, 3);
  }

  private static List<Tensor> arguments(Kernel naive, long[] extents, List<String> moving) {
    SplittableRandom random = new SplittableRandom(extents[0] * 31 + extents[extents.length - 1]);
    List<Tensor> arguments = new ArrayList<>();
    for (int p = 0; p < naive.params().size(); p++) {
      Kernel.Param param = naive.params().get(p);
      long[] shape = Arrays.copyOf(extents, param.rank());
      long[] own = shape.clone();
      for (int axis = 0; axis < own.length && p < moving.size(); axis++) {
        own[axis] = moving.get(p).contains("" + axis) ? shape[axis] : 1;
      }
      Tensor tensor = Tensor.zeros(param.dtype(), own);
      if (param.mode() == Kernel.Mode.IN) {
        fill(tensor, random);
      }
      arguments.add(tensor.broadcastTo(shape));
    }
    return arguments;
  }

  private static void fill(Tensor tensor, SplittableRandom random) {
    for (int at = 0; at < tensor.size(); at++) {
      double value = random.nextInt(50) == 0 ? -0.0 : random.nextInt(-9, 9) / 7.0;
      switch (tensor.storage()) {
        case double[] a -> a[at] = value;
        case float[] a -> a[at] = (float) value;
        case long[] a -> a[at] = at;
        default -> throw new AssertionError(tensor.dtype());
      }
    }
  }

  private static List<Long> bits(Tensor tensor) {
    Tensor dense = tensor.copy();
    return switch (dense.storage()) {
      case double[] a -> Arrays.stream(a).mapToObj(Double::doubleToRawLongBits).toList();
      case long[] a -> Arrays.stream(a).boxed().toList();
      case float[] a -> {
        List<Long> bits = new ArrayList<>();
        for (float each : a) {
          bits.add((long) Float.floatToRawIntBits(each));
        }
        yield bits;
      }
      default -> throw new AssertionError(tensor.dtype());
    };
  }

  @Test
  void productsKeepTheirBits() {
    for (long depth : new long[] {1, 31, 32, 33, 63, 64, 100}) {
      agree(PRODUCT, new long[] {9, 10, depth}, List.of("02", "12", "1"), 8);
    }
    agree(PRODUCT, new long[] {16, 8, 40}, List.of("02", "12", "01"), 8);
    agree(PRODUCT, new long[] {17, 33, 40}, List.of("12", "02", "0"), 16);
  }

  @Test
  void blocksAreCountedUp() {
    for (long depth : new long[] {1023, 1024, 1025, 2080, 3079}) {
      agree(PRODUCT, new long[] {8, 9, depth}, List.of("02", "12", ""), 8);
    }
  }

  @Test
  void aThreadMakesSeveralResults() {
    GroupKernel tiled = agree(PRODUCT, new long[] {25, 30, 35}, List.of("02", "12", "1"), 8);
    assertEquals(4 * 2, tiled.groups());
    assertEquals(64, tiled.threads());
    agree(PRODUCT, new long[] {24, 32, 64}, List.of("12", "02", "01"), 8);
    agree(SEARCH, new long[] {2, 18, 16, 1, 3}, List.of("0134", "0234", "34"), 8);
  }

  @Test
  void whatIsSharedNeedBeNoProduct() {
    List<String> moving = List.of("0134", "0234", "34");
    agree(SEARCH, new long[] {2, 9, 8, 3, 5}, moving, 8);
    agree(SEARCH, new long[] {3, 8, 9, 3, 12}, moving, 8);
    agree(SEARCH, new long[] {2, 9, 8, 3, 5}, List.of("234", "0134", "4"), 8);
  }

  @Test
  void nothingIsTiledWhereNothingIsShared() {
    List<Tensor> alike = arguments(PRODUCT, new long[] {9, 9, 9}, List.of("012", "12", ""));
    assertEquals(Optional.empty(), tiled(PRODUCT, new long[] {9, 9, 9}, alike, 8));
    List<Tensor> row = arguments(PRODUCT, new long[] {9, 9, 9}, List.of("02", "2", ""));
    assertEquals(Optional.empty(), tiled(PRODUCT, new long[] {9, 9, 9}, row, 8));
    List<Tensor> thin = arguments(PRODUCT, new long[] {9, 7, 9}, List.of("02", "12", ""));
    assertEquals(Optional.empty(), tiled(PRODUCT, new long[] {9, 7, 9}, thin, 8));
    assertThrows(
        IllegalArgumentException.class,
        () -> TileFold.apply(PRODUCT, new long[] {1, 1}, new long[] {1}, List.of(), 12, 1));
  }
}
