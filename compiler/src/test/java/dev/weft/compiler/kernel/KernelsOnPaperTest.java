// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What later work needs can be written as Kernel text, checked and run. */
final class KernelsOnPaperTest {
  private static final Path FILES = Path.of("src", "test", "filetests", "kernel");

  private static Optional<KernelInterpreter.Failure> run(
      String name, long[] extents, Tensor... arguments) throws IOException {
    String text = Files.readString(FILES.resolve(name + ".kernel"));
    Kernel kernel = KernelText.parse(text);
    assertEquals(text.strip(), KernelText.print(kernel).strip());
    KernelChecker.check("file", kernel);
    return KernelInterpreter.run(kernel, extents, List.of(arguments));
  }

  private static void gives(Tensor result, double... expected) {
    assertArrayEquals(expected, result.toDoubleArray(), 1e-15);
  }

  private static Tensor zeros(long... shape) {
    return Tensor.zeros(DType.F64, shape);
  }

  @Test
  void softmaxHasTwoFoldsAndALoopPerRow() throws IOException {
    Tensor y = zeros(2, 3);
    run("softmax", new long[] {2, 3}, Tensor.of(new double[] {1, 2, 4, 5, 5, 6}, 2, 3), y);
    gives(y, 9.0 / 13, 4.0 / 13, 0, 0.5, 0.5, 0);
  }

  @Test
  void aSumInTwoStagesMeetsInLocalMemory() throws IOException {
    Tensor parts = zeros(2);
    run("two_stage_sum", new long[] {2, 6}, Tensor.of(new double[] {1, 2, 3, 4, 5, 6}), parts);
    gives(parts, 10, 11);
  }

  @Test
  void aMatrixProductWorksOnTilesWithRaggedEdges() throws IOException {
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);
    Tensor b = Tensor.of(new double[] {1, 0, 2, 0, 1, 3, 1, 1, 1}, 3, 3);
    Tensor c = zeros(3, 3);
    run("tiled_matmul", new long[] {3, 3, 3}, a, b, c);
    gives(c, 4, 5, 11, 10, 11, 29, 16, 17, 47);
  }

  @Test
  void aStencilReadsZeroBeyondTheEdge() throws IOException {
    Tensor v = zeros(2, 2);
    run("five_point_stencil", new long[] {2, 2}, Tensor.of(new double[] {1, 2, 3, 4}, 2, 2), v);
    gives(v, 1, -3, -7, -11);
  }

  @Test
  void aRecurrenceCarriesItsState() throws IOException {
    Tensor y = zeros(3);
    run("recurrence", new long[] {3}, Tensor.of(new double[] {1, 1, 1}), y);
    gives(y, 1, 1.5, 1.75);
  }

  @Test
  void aGatherNamesTheFirstIndexOutOfRange() throws IOException {
    Tensor a = Tensor.of(new double[] {10, 20, 30});
    Tensor y = zeros(3);
    Tensor good = Tensor.of(new long[] {2, 0, 1});
    assertEquals(Optional.empty(), run("gather", new long[] {3}, a, good, Tensor.scalar(3L), y));
    gives(y, 30, 10, 20);
    Tensor bad = Tensor.of(new long[] {2, 7, -1});
    assertEquals(
        Optional.of(new KernelInterpreter.Failure(0, 1, -1)),
        run("gather", new long[] {3}, a, bad, Tensor.scalar(3L), y));
  }

  @Test
  void aComplexProductWorksOnInterleavedParts() throws IOException {
    Tensor z = zeros(1, 2);
    Tensor x = Tensor.of(new double[] {1, 2}, 1, 2);
    Tensor y = Tensor.of(new double[] {3, 4}, 1, 2);
    run("complex_product", new long[] {1, 2}, x, y, z);
    gives(z, -5, 10);
  }
}
