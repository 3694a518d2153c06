// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelInterpreter;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.RandomKernels;
import dev.weft.compiler.schedule.GpuSchedule;
import dev.weft.program.KernelCode;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kernels that loop by themselves, naive ones among them, against the interpreter. */
class SerialKernelTest {

  @Test
  void naiveKernelsAgreeWithTheInterpreter() {
    for (int seed = 0; seed < 150; seed++) {
      Kernel kernel = RandomKernels.of(seed * 0x9e3779b97f4a7c15L, 1 + seed % 40);
      Random random = new Random(seed);
      long[] extents = new long[kernel.keptRank() + kernel.reducedRank()];
      Arrays.setAll(extents, axis -> 1 + random.nextInt(axis < kernel.keptRank() ? 4 : 60));
      compare(kernel, extents, seed);
    }
  }

  @Test
  void kernelsOfAGpuAgreeWithTheInterpreter() {
    int failed = 0;
    for (int seed = 0; seed < 200; seed++) {
      Kernel naive = RandomKernels.of(seed * 0x9e3779b97f4a7c15L, 1 + seed % 40);
      Kernel kernel = GpuSchedule.apply(naive, 1 << seed % 5);
      long[] extents = new long[kernel.keptRank() + kernel.reducedRank()];
      Random random = new Random(seed);
      int fewest = seed % 5 == 0 ? 0 : 1;
      Arrays.setAll(
          extents,
          axis -> axis < kernel.keptRank() ? fewest + random.nextInt(5) : 1 + random.nextInt(40));
      List<Tensor> arguments = RandomTensors.arguments(kernel, extents, seed);
      var failure = KernelInterpreter.run(kernel, extents, arguments);
      var code = KernelEmitter.emit(kernel, naive);
      List<Tensor> mine = RandomTensors.again(kernel, arguments);
      assertEquals(
          failure,
          new Driver(code, false, kernel.keptRank(), extents, mine).run(false),
          () -> KernelText.print(kernel));
      failed += failure.isPresent() ? 1 : 0;
      assertSame(kernel, arguments, mine);
    }
    assertTrue(failed > 10, "checks that fail are among them");
  }

  private static void compare(Kernel kernel, long[] extents, long seed) {
    List<Tensor> arguments = RandomTensors.arguments(kernel, extents, seed);
    var failure = KernelInterpreter.run(kernel, extents, arguments);
    KernelCode code = KernelEmitter.emit(kernel, kernel);
    assertEquals(KernelCode.Launch.SERIAL, code.launch());
    List<Tensor> mine = RandomTensors.again(kernel, arguments);
    var found = new Driver(code, false, kernel.keptRank(), extents, mine).run(false);
    assertEquals(failure.isPresent(), found.isPresent(), () -> KernelText.print(kernel));
    assertSame(kernel, arguments, mine);
  }

  private static void assertSame(Kernel kernel, List<Tensor> expected, List<Tensor> found) {
    for (int p = 0; p < found.size(); p++) {
      int at = p;
      assertArrayEquals(
          Driver.bits(expected.get(p)),
          Driver.bits(found.get(p)),
          () -> kernel.params().get(at) + " of\n" + KernelText.print(kernel));
    }
  }
}
