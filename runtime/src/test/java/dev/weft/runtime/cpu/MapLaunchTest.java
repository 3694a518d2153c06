// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.runtime.LoadedProgram;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MapLaunchTest {
  private static final int SHAPES = 300;

  @Test
  void sumsOfTensorsInAnyLayout() {
    Layouts layouts = new Layouts(1);
    for (int i = 0; i < SHAPES; i++) {
      long[] shape = layouts.shape(layouts.below(5));
      Tensor a = layouts.broadcast(DType.F64, shape);
      Tensor b = layouts.broadcast(DType.F64, shape);
      double[] expected = Launches.doubles(a);
      double[] addend = Launches.doubles(b);
      for (int j = 0; j < expected.length; j++) {
        expected[j] += addend[j];
      }
      Program program =
          Launches.program(
              Kernels.Add.code(shape.length), List.of(a, b), shape, new long[0], List.of(shape));
      for (int threads : new int[] {1, 2, 7}) {
        Tuning tuning = Launches.tuning(Tuning.Form.CHEAPER, 1 + layouts.below(80), 1024);
        LoadedProgram loaded = Launches.load(program, tuning, Map.of("add", Kernels.Add::new));
        Tensor[] results = {layouts.below(2) == 0 ? null : layouts.blank(DType.F64, shape)};
        Tensor given = results[0];
        for (int run = 0; run < 2; run++) {
          loaded.run(Launches.threads(threads), new Tensor[] {a, b}, results);
          assertArrayEquals(shape, results[0].shape());
          assertArrayEquals(expected, Launches.doubles(results[0]), "shape " + i);
        }
        assertTrue(given == null || given == results[0]);
      }
    }
  }

  @Test
  void transposedOperandsAreWalkedInColumnBlocks() {
    Layouts layouts = new Layouts(4);
    for (int i = 0; i < 60; i++) {
      long[] shape = {1 + layouts.below(3), 9 + layouts.below(70), 64 + layouts.below(150)};
      Tensor a = layouts.tensor(DType.F64, shape);
      Tensor b = layouts.tensor(DType.F64, shape[2], shape[0], shape[1]).permute(1, 2, 0);
      double[] expected = Launches.doubles(a);
      double[] addend = Launches.doubles(b);
      for (int j = 0; j < expected.length; j++) {
        expected[j] += addend[j];
      }
      Program program =
          Launches.program(Kernels.Add.code(3), List.of(a, b), shape, new long[0], List.of(shape));
      Tuning tuning = Launches.tuning(Tuning.Form.CHEAPER, 16, 1024);
      LoadedProgram loaded = Launches.load(program, tuning, Map.of("add", Kernels.Add::new));
      for (int threads : new int[] {1, 2, 7}) {
        for (int run = 0; run < 2; run++) {
          Tensor result = loaded.run(Launches.threads(threads), a, b)[0];
          assertArrayEquals(expected, (double[]) result.storage());
        }
      }
    }
  }

  @Test
  void stagesSeeNumbersThatHaveNoMemory() {
    Layouts layouts = new Layouts(2);
    Tensor scalar = Tensor.scalar(0.5);
    for (int i = 0; i < SHAPES; i++) {
      long rows = layouts.below(50);
      long columns = layouts.below(90);
      Tensor numbers =
          Tensor.iota(1 + 7 * rows * columns + columns)
              .slice(new long[] {7 * rows * columns}, new long[] {rows * columns}, new long[] {-7})
              .reshape(rows, columns)
              .transpose();
      long[] shape = numbers.shape();
      Program program =
          Launches.program(
              Kernels.Staged.code(2), List.of(numbers, scalar), shape, new long[0], List.of(shape));
      Tuning tuning = Launches.tuning(Tuning.Form.CHEAPER, 1 + layouts.below(80), 1024);
      LoadedProgram loaded = Launches.load(program, tuning, Map.of("staged", Kernels.Staged::new));
      Tensor result = loaded.run(Launches.threads(1 + i % 3), numbers, scalar)[0];
      for (int c = 0; c < columns; c++) {
        for (int r = 0; r < rows; r++) {
          double value = 7 * rows * columns - 7 * (r * columns + c) + 0.5;
          assertEquals(value * value, result.getDouble(c, r));
        }
      }
    }
  }

  @Test
  void theFirstFailedElementIsReported() {
    Layouts layouts = new Layouts(3);
    Tensor table =
        Tensor.of(new double[] {3, 4, 5}).slice(new long[] {2}, new long[] {3}, new long[] {-1});
    for (int i = 0; i < 100; i++) {
      long rows = 1 + layouts.below(60);
      long columns = 1 + layouts.below(100);
      Tensor index = layouts.blank(DType.I64, rows, columns);
      long[] shape = {rows, columns};
      long first = rows * columns;
      for (int bad = layouts.below(4); bad > 0; bad--) {
        long at = layouts.below((int) (rows * columns));
        first = Math.min(first, at);
        index
            .slice(new long[] {at / columns, at % columns}, new long[] {1, 1}, new long[] {1, 1})
            .reshape()
            .write(0, 1, new long[] {layouts.below(2) == 0 ? -1 : 3}, 0);
      }
      Program program =
          Launches.program(
              Kernels.Take.code(2), List.of(table, index), shape, new long[0], List.of(shape));
      for (int threads : new int[] {1, 2, 7}) {
        Tuning tuning = Launches.tuning(Tuning.Form.CHEAPER, 20, 1024);
        LoadedProgram loaded = Launches.load(program, tuning, Map.of("take", Kernels.Take::new));
        if (first == rows * columns) {
          assertEquals(5, loaded.run(Launches.threads(threads), table, index)[0].getDouble(0, 0));
          continue;
        }
        WeftException e =
            assertThrows(
                WeftException.class, () -> loaded.run(Launches.threads(threads), table, index));
        assertEquals("E0401", e.code());
        String place = "at element [%d, %d]".formatted(first / columns, first % columns);
        assertEquals(List.of(place), e.diagnostics().getFirst().notes());
        assertEquals(2, e.diagnostics().getFirst().span().start());
      }
    }
  }

  @Test
  void aSerialKernelRunsOnceEvenForNoElements() {
    Program program =
        Launches.program(
            Kernels.Serial.code(), List.of(), new long[] {5}, new long[0], List.of(new long[0]));
    LoadedProgram loaded =
        Launches.load(program, Tuning.DEFAULT, Map.of("serial", Kernels.Serial::new));
    assertEquals(10, loaded.run(Launches.threads(2))[0].getDouble());
  }

  @Test
  void aGivenTensorIsTheResult() {
    Tensor a = Tensor.of(new double[] {1, 2});
    Program program =
        Launches.program(
            Kernels.Add.code(1),
            List.of(a, a),
            new long[] {2},
            new long[0],
            List.of(new long[] {2}));
    LoadedProgram loaded = Launches.load(program, Tuning.DEFAULT, Map.of("add", Kernels.Add::new));
    Tensor out = Tensor.of(new double[5]).slice(new long[] {4}, new long[] {2}, new long[] {-2});
    Tensor[] results = {out};
    loaded.run(Launches.threads(1), new Tensor[] {a, a}, results);
    assertSame(out, results[0]);
    assertArrayEquals(new double[] {0, 0, 4, 0, 2}, (double[]) out.storage());
  }
}
