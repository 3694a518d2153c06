// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelInterpreter;
import dev.weft.compiler.kernel.KernelInterpreter.Failure;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.RandomKernels;
import dev.weft.compiler.schedule.CpuSchedule;
import dev.weft.compiler.schedule.ScheduleLimits;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Launch;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scheduled kernels at random: interpreter, scalar class and vector class agree to the bit. */
class ScheduledKernelTest {
  private final Map<Launch, Integer> launches = new EnumMap<>(Launch.class);
  private int vectors;

  @Test
  void kernelsOfAllSorts() {
    for (int seed = 0; seed < 150; seed++) {
      check(RandomKernels.of(seed * 0x9e3779b97f4a7c15L, 1 + seed % 50), seed);
    }
    assertTrue(launches.getOrDefault(Launch.MAP, 0) > 20, launches::toString);
    assertTrue(launches.getOrDefault(Launch.FOLD, 0) > 20, launches::toString);
  }

  @Test
  void mapsInLanes() {
    for (int seed = 0; seed < 120; seed++) {
      check(LaneKernels.map(seed * 0x9e3779b97f4a7c15L, 1 + seed % 60), seed);
    }
    assertTrue(vectors > 100, () -> vectors + " vector classes");
  }

  @Test
  void foldsInLanes() {
    for (int seed = 0; seed < 120; seed++) {
      check(LaneKernels.fold(seed * 0x9e3779b97f4a7c15L, 1 + seed % 40), seed);
    }
    assertTrue(vectors > 100, () -> vectors + " vector classes");
  }

  private void check(Kernel naive, int seed) {
    ScheduleLimits limits = seed % 3 == 0 ? ScheduleLimits.of(8, 6) : ScheduleLimits.DEFAULT;
    Kernel scheduled = CpuSchedule.apply(naive, limits);
    KernelCode code = KernelEmitter.emit(scheduled, naive);
    launches.merge(code.launch(), 1, Integer::sum);
    vectors += code.vectorClass().isEmpty() ? 0 : 1;
    Random random = new Random(seed);
    for (int round = 0; round < 2; round++) {
      compare(naive, scheduled, code, extents(naive, random), seed);
    }
  }

  private static long[] extents(Kernel kernel, Random random) {
    long[] extents = new long[kernel.keptRank() + kernel.reducedRank()];
    boolean folds = kernel.reducedRank() > 0;
    for (int axis = 0; axis < extents.length; axis++) {
      boolean last = axis == extents.length - 1;
      int most = axis < kernel.keptRank() ? folds ? 6 : last ? 1200 : 3 : last ? 1100 : 2;
      extents[axis] = 1 + random.nextInt(random.nextBoolean() ? most : Math.min(most, 40));
    }
    return extents;
  }

  private void compare(Kernel naive, Kernel kernel, KernelCode code, long[] extents, int seed) {
    List<Tensor> expected = RandomTensors.arguments(naive, extents, seed);
    Optional<Failure> failure = KernelInterpreter.run(naive, extents, expected);
    run(kernel, code, extents, expected, failure, false, false);
    run(kernel, code, extents, expected, failure, false, true);
    if (!code.vectorClass().isEmpty()) {
      run(kernel, code, extents, expected, failure, true, false);
      run(kernel, code, extents, expected, failure, true, true);
    }
  }

  private static void run(
      Kernel kernel,
      KernelCode code,
      long[] extents,
      List<Tensor> expected,
      Optional<Failure> failure,
      boolean vector,
      boolean across) {
    List<Tensor> found = RandomTensors.again(kernel, expected);
    var fault = new Driver(code, vector, kernel.keptRank(), extents, found).run(across);
    String what =
        (vector ? "vector " : "scalar ") + (across ? "across " : "") + Arrays.toString(extents);
    if (code.launch() == Launch.SERIAL) {
      assertEquals(failure.isPresent(), fault.isPresent(), what);
    } else {
      assertEquals(failure, fault, () -> what + "\n" + KernelText.print(kernel));
    }
    for (int p = 0; p < found.size(); p++) {
      String name = kernel.params().get(p).name();
      long[] bits = Driver.bits(expected.get(p));
      assertArrayEquals(
          bits,
          Driver.bits(found.get(p)),
          () -> what + " " + name + "\n" + KernelText.print(kernel));
    }
  }
}
