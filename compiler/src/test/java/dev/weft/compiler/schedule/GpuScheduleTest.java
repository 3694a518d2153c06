// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelChecker;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.RandomArguments;
import dev.weft.compiler.kernel.RandomKernels;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GpuScheduleTest {

  private static final Kernel SUMS =
      KernelText.parse(
          """
          kernel k(x: f64[2] in, y: f64[1] out) kept 1 reduced 1 {
            loop serial i0 < kept[0] {
              fold b sum(s: f64 = t0) over serial r0 < reduced[0] {
                let t0: f64 = load x[i0, r0]
              }
              store y[i0] = s
            }
          }
          """);

  @Test
  void aThreadComputesAnElement() {
    assertEquals(
        """
        kernel k(x: f64[2] in, y: f64[1] out) kept 1 reduced 1 {
          let up: i64 = add kept, 255
          let groups: i64 = shr up, 8
          loop group g < groups {
            loop thread l < 256 {
              let base: i64 = shl g, 8
              let p: i64 = add base, l
              let inside: bool = lt p, kept
              if inside {
                fold b sum(s: f64 = t0) over serial r < reduced {
                  let t0: f64 = load x[@p, @r]
                }
                store y[@p] = s
              }
            }
          }
        }
        """,
        KernelText.print(GpuSchedule.apply(SUMS, 256)));
  }

  @Test
  void groupsAreCountedPerAxis() {
    Structure structure = Structure.of(GpuSchedule.apply(SUMS, 256));
    assertEquals(1, structure.loops(Axis.GROUP));
    assertEquals(1, structure.loops(Axis.THREAD));
    assertEquals(
        "serial 1, group 1, thread 1, folds 1, ops 5, loads 1, stores 1", structure.toString());
  }

  @Test
  void groupsAreAPowerOfTwo() {
    assertThrows(IllegalArgumentException.class, () -> GpuSchedule.apply(SUMS, 100));
    assertThrows(IllegalArgumentException.class, () -> GpuSchedule.apply(SUMS, 0));
  }

  @Property(tries = 200)
  void kernelsKeepTheirBits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int ops) {
    Kernel naive = RandomKernels.of(seed, ops);
    Kernel scheduled = GpuSchedule.apply(naive, 4);
    KernelChecker.check("schedule", scheduled);
    RandomArguments arguments = RandomArguments.of(naive, seed, 60);
    assertEquals(arguments.run(naive), arguments.run(scheduled));
  }
}
