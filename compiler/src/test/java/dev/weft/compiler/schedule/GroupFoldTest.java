// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelChecker;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.RandomArguments;
import dev.weft.compiler.kernel.RandomKernels;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupFoldTest {

  private static final Kernel SUMS =
      KernelText.parse(
          """
          kernel k(x: f64[2] in, y: f64[1] out) kept 1 reduced 1 {
            loop serial i0 < kept[0] {
              fold b sum(s: f64 = t1) over serial r0 < reduced[0] {
                let t0: f64 = load x[i0, r0]
                let t1: f64 = mul t0, t0
              }
              let t2: f64 = sqrt s
              store y[i0] = t2
            }
          }
          """);

  /** Runs a kernel in both forms; returns how many kernels the second one has. */
  private static int agree(Kernel naive, long seed, int threads, long... extents) {
    long kept = product(extents, 0, naive.keptRank());
    long reduced = product(extents, naive.keptRank(), extents.length);
    List<GroupKernel> stages = GroupFold.apply(naive, kept, reduced, threads).orElseThrow();
    Map<String, Tensor> parts = new HashMap<>();
    for (GroupKernel stage : stages) {
      KernelChecker.check("schedule", stage.kernel());
      stage.parts().forEach(p -> parts.put(p.name(), Tensor.zeros(p.dtype(), p.length())));
    }
    RandomArguments arguments = RandomArguments.of(naive, seed, extents);
    RandomArguments.Outcome expected = arguments.run(naive);
    RandomArguments.Outcome found =
        arguments.run(stages.stream().map(GroupKernel::kernel).toList(), parts);
    assertEquals(expected.bits(), found.bits(), () -> KernelText.print(naive));
    assertEquals(expected.failure().isPresent(), found.failure().isPresent());
    return stages.size();
  }

  private static long product(long[] extents, int from, int to) {
    return Arrays.stream(extents, from, to).reduce(1, (a, b) -> a * b);
  }

  @Property(tries = 60)
  void kernelsKeepTheirBits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int ops) {
    Kernel naive = RandomKernels.of(seed, ops);
    if (GroupFold.apply(naive, 1, 1, 32).isEmpty()) {
      return;
    }
    RandomGenerator random = new SplittableRandom(seed);
    long[] extents = new long[naive.keptRank() + naive.reducedRank()];
    for (int axis = 0; axis < extents.length; axis++) {
      boolean reduced = axis >= naive.keptRank();
      int most = reduced ? (int) Math.pow(6000, 1.0 / naive.reducedRank()) : 3;
      extents[axis] = 1 + random.nextInt(most);
    }
    agree(naive, seed, 32 << random.nextInt(4), extents);
  }

  @Test
  void sizesOfGroupsChangeNoBit() {
    for (long n : new long[] {1, 2, 31, 33, 1023, 1024, 1025, 5 * 1024, 9001}) {
      for (int threads = 32; threads <= 256; threads *= 2) {
        agree(SUMS, n, threads, 1, n);
      }
    }
    assertEquals(3, agree(SUMS, 7, 32, 1, 40_000));
    assertEquals(2, agree(SUMS, 7, 256, 1, 40_000));
    assertEquals(2, agree(SUMS, 7, 64, 3, 6000));
    assertEquals(1, agree(SUMS, 7, 256, 5, 6000));
  }

  @Test
  void aGroupHasNoMoreThreadsThanAreOfUse() {
    GroupKernel alone = GroupFold.apply(SUMS, 7, 1000, 256).orElseThrow().getFirst();
    assertEquals(32, alone.threads());
    assertEquals(7, alone.groups());
    assertEquals(List.of(), alone.parts());
  }

  @Test
  void partsAreHandedOn() {
    List<GroupKernel> stages = GroupFold.apply(SUMS, 1, 100_000, 256).orElseThrow();
    assertEquals(13, stages.getFirst().groups());
    assertEquals(13, stages.getFirst().parts().getFirst().length());
    assertEquals(16, stages.getLast().threads());
    assertTrue(KernelText.print(stages.getLast().kernel()).contains("part: f64[1] whole"));
    stages.forEach(s -> assertEquals(s.kernel(), KernelText.parse(KernelText.print(s.kernel()))));
  }

  @Test
  void whatHasNoFoldIsNotShared() {
    Kernel map =
        KernelText.parse(
            """
            kernel k(x: f64[1] in, y: f64[1] out) kept 1 reduced 0 {
              loop serial i0 < kept[0] {
                let t0: f64 = load x[i0]
                store y[i0] = t0
              }
            }
            """);
    assertEquals(Optional.empty(), GroupFold.apply(map, 5, 1, 64));
    assertThrows(IllegalArgumentException.class, () -> GroupFold.apply(SUMS, 1, 1, 16));
    assertThrows(IllegalArgumentException.class, () -> GroupFold.apply(SUMS, 1, 1, 96));
  }
}
