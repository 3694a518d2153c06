// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.runtime.LoadedProgram;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Folds of any shape and layout: both forms, any number of threads, the bits of the definition. */
final class FoldLaunchTest {
  private static final int SHAPES = 200;

  /** The definition of the order of a sum. */
  private static double sum(double[] values, int from, int count) {
    List<Double> blocks = new ArrayList<>();
    for (int at = 0; at < count; at += 1024) {
      int n = Math.min(1024, count - at);
      double[] lanes = new double[Math.min(32, n)];
      for (int i = 0; i < n; i++) {
        lanes[i % 32] = i < 32 ? values[from + at + i] : lanes[i % 32] + values[from + at + i];
      }
      for (int m = lanes.length; m > 1; m = (m + 1) / 2) {
        int half = (m + 1) / 2;
        for (int j = 0; j < m - half; j++) {
          lanes[j] += lanes[j + half];
        }
      }
      blocks.add(lanes[0]);
    }
    while (blocks.size() > 1) {
      List<Double> pairs = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i += 2) {
        pairs.add(i + 1 < blocks.size() ? blocks.get(i) + blocks.get(i + 1) : blocks.get(i));
      }
      blocks = pairs;
    }
    return blocks.isEmpty() ? 0 : blocks.getFirst();
  }

  private record Case(long[] kept, long[] reduced) {
    long[] full() {
      return Launches.concat(kept, reduced);
    }

    int keptSize() {
      return (int) Tensor.zeros(DType.BOOL, kept).size();
    }

    int reducedSize() {
      return (int) Tensor.zeros(DType.BOOL, reduced).size();
    }

    static Case random(Layouts layouts) {
      long[] shape = layouts.shape(layouts.below(5));
      int split = layouts.below(shape.length + 1);
      if (layouts.below(8) == 0) {
        long few = 1 + layouts.below(3);
        long many = 1500 + layouts.below(5000);
        return layouts.below(2) == 0
            ? new Case(new long[] {few}, new long[] {2 * many})
            : new Case(new long[] {many}, new long[] {few});
      }
      long[] kept = Arrays.copyOf(shape, split);
      return new Case(kept, Arrays.copyOfRange(shape, split, shape.length));
    }
  }

  private static List<Tuning> tunings(Layouts layouts) {
    long row = 1 + layouts.below(80);
    return List.of(
        Launches.tuning(Tuning.Form.INNER, row, 1024),
        Launches.tuning(Tuning.Form.OUTER, row, 1024),
        Launches.tuning(Tuning.Form.OUTER, row, 4096),
        Launches.tuning(Tuning.Form.OUTER, row, 1 + layouts.below(64)),
        Launches.tuning(Tuning.Form.CHEAPER, row, 300));
  }

  @Test
  void sumsHaveTheBitsOfTheDefinition() {
    Layouts layouts = new Layouts(11);
    for (int i = 0; i < SHAPES; i++) {
      Case shape = Case.random(layouts);
      Tensor x = layouts.broadcast(DType.F64, shape.full());
      Tensor mean = layouts.broadcast(DType.F64, shape.kept());
      Tensor scale = Tensor.scalar(0.25);
      double[] squares = Launches.doubles(x);
      double[] means = Launches.doubles(mean);
      double[] expected = new double[shape.keptSize()];
      for (int k = 0; k < expected.length; k++) {
        for (int r = 0; r < shape.reducedSize(); r++) {
          int at = k * shape.reducedSize() + r;
          squares[at] = (squares[at] - means[k]) * (squares[at] - means[k]);
        }
        expected[k] = sum(squares, k * shape.reducedSize(), shape.reducedSize()) * 0.25;
      }
      Program program =
          Launches.program(
              FoldKernels.Squares.code(shape.kept().length, shape.full().length),
              List.of(x, mean, scale),
              shape.kept(),
              shape.reduced(),
              List.of(shape.full(), shape.kept()));
      for (Tuning tuning : tunings(layouts)) {
        LoadedProgram loaded =
            Launches.load(program, tuning, Map.of("squares", FoldKernels.Squares::new));
        for (int threads : new int[] {1, 2, 7}) {
          Tensor[] results = new Tensor[2];
          if (layouts.below(2) == 0) {
            results[0] = layouts.blank(DType.F64, shape.full());
            results[1] = layouts.blank(DType.F64, shape.kept());
          }
          loaded.run(Launches.threads(threads), new Tensor[] {x, mean, scale}, results);
          String what = "case " + i + " " + tuning + " " + threads;
          assertArrayEquals(squares, Launches.doubles(results[0]), what);
          assertArrayEquals(expected, Launches.doubles(results[1]), what);
        }
      }
    }
  }

  @Test
  void pairsAreReducedTogether() {
    Layouts layouts = new Layouts(12);
    for (int i = 0; i < SHAPES; i++) {
      Case shape = Case.random(layouts);
      Tensor x = layouts.broadcast(DType.F32, shape.full());
      Tensor index =
          Tensor.iota(shape.reducedSize()).reshape(shape.reduced()).broadcastTo(shape.full());
      float[] values = (float[]) x.copy().storage();
      long[] expected = new long[shape.keptSize()];
      for (int k = 0; k < expected.length; k++) {
        expected[k] = shape.reducedSize() == 0 ? Long.MAX_VALUE : 0;
        for (int r = 1; r < shape.reducedSize(); r++) {
          int base = k * shape.reducedSize();
          expected[k] = values[base + r] > values[base + (int) expected[k]] ? r : expected[k];
        }
      }
      Program program =
          Launches.program(
              FoldKernels.ArgMax.code(shape.kept().length, shape.full().length),
              List.of(x, index),
              shape.kept(),
              shape.reduced(),
              List.of(shape.kept()));
      for (Tuning tuning : tunings(layouts)) {
        LoadedProgram loaded =
            Launches.load(program, tuning, Map.of("argmax", FoldKernels.ArgMax::new));
        for (int threads : new int[] {1, 2, 7}) {
          Tensor result = loaded.run(Launches.threads(threads), x, index)[0];
          assertArrayEquals(expected, (long[]) result.storage(), "case " + i + " " + tuning);
        }
      }
    }
  }

  @Test
  void theFirstFailedElementIsReportedWhateverTheForm() {
    Layouts layouts = new Layouts(13);
    Tensor scale = Tensor.scalar(1.0);
    for (int i = 0; i < 60; i++) {
      long[] full = {1 + layouts.below(40), 1 + layouts.below(3000)};
      Tensor x = Tensor.zeros(DType.F64, full);
      double[] values = (double[]) x.storage();
      int first = layouts.below(values.length);
      values[first] = FoldKernels.FAILS;
      values[first + layouts.below(values.length - first)] = FoldKernels.FAILS;
      long[] kept = {full[0]};
      Tensor mean = Tensor.zeros(DType.F64, kept);
      Program program =
          Launches.program(
              FoldKernels.Squares.code(1, 2),
              List.of(x, mean, scale),
              kept,
              new long[] {full[1]},
              List.of(full, kept));
      String place =
          "at element [%d], item [%d] reduced there".formatted(first / full[1], first % full[1]);
      for (Tuning tuning : tunings(layouts)) {
        LoadedProgram loaded =
            Launches.load(program, tuning, Map.of("squares", FoldKernels.Squares::new));
        for (int threads : new int[] {1, 2, 7}) {
          WeftException e =
              assertThrows(
                  WeftException.class, () -> loaded.run(Launches.threads(threads), x, mean, scale));
          assertEquals("E0999", e.code());
          assertEquals(List.of(place), e.diagnostics().getFirst().notes());
        }
      }
    }
  }
}
