// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.kernel.KernelChecker;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.RandomArguments;
import dev.weft.compiler.kernel.RandomKernels;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CpuScheduleTest {

  private static Kernel schedule(String naive) {
    Kernel kernel = KernelText.parse(naive);
    KernelChecker.check("test", kernel);
    Kernel scheduled = CpuSchedule.apply(kernel, ScheduleLimits.DEFAULT);
    KernelChecker.check("schedule", scheduled);
    return scheduled;
  }

  @Test
  void anElementwiseKernelBecomesOneLoopInLanes() {
    Kernel scheduled =
        schedule(
            """
            kernel k(a: f64[2] in, n: f64[0] in, y: f64[2] out) kept 2 reduced 0 {
              loop serial i0 < kept[0] {
                loop serial i1 < kept[1] {
                  let t0: f64 = load a[i0, i1]
                  let t1: f64 = load n[]
                  let t2: f64 = mul t1, 2.0
                  let dead: f64 = mul t0, t0
                  let t3: f64 = add t0, t2
                  store y[i0, i1] = t3
                }
              }
            }
            """);
    assertEquals(
        """
        kernel k(a: f64[2] in, n: f64[0] in, y: f64[2] out) kept 2 reduced 0 {
          loop parallel k < kept step 1024 {
            let rest: i64 = sub kept, k
            let m: i64 = min rest, 1024
            let t1: f64 = load n[]
            let t2: f64 = mul t1, 2.0
            loop vector i < m {
              let p: i64 = add k, i
              let t0: f64 = load a[@p]
              let t3: f64 = add t0, t2
              store y[@p] = t3
            }
          }
        }
        """,
        KernelText.print(scheduled));
  }

  @Test
  void aFoldRunsOverPositions() {
    Kernel scheduled =
        schedule(
            """
            kernel k(x: f64[3] in, n: f64[0] in, y: f64[1] out) kept 1 reduced 2 {
              loop serial i0 < kept[0] {
                fold b sum(s: f64 = t1) over serial r0 < reduced[0], serial r1 < reduced[1] {
                  let t0: f64 = load x[i0, r0, r1]
                  let t1: f64 = mul t0, t0
                }
                let t2: f64 = load n[]
                let t3: f64 = div s, t2
                store y[i0] = t3
              }
            }
            """);
    assertEquals(
        """
        kernel k(x: f64[3] in, n: f64[0] in, y: f64[1] out) kept 1 reduced 2 {
          loop parallel k < kept {
            let t2: f64 = load n[]
            fold b sum(s: f64 = t1) over vector r < reduced {
              let t0: f64 = load x[@k, @r]
              let t1: f64 = mul t0, t0
            }
            let t3: f64 = div s, t2
            store y[@k] = t3
          }
        }
        """,
        KernelText.print(scheduled));
  }

  @Test
  void whatIsNoNestStaysAsItIs() {
    String running =
        """
        kernel k(x: f64[1] in, y: f64[1] out) kept 0 reduced 1 {
          loop serial r0 < reduced[0] carry (c: f64 = 0.0) {
            let t0: f64 = load x[r0]
            let t1: f64 = add c, t0
            store y[r0] = t1
            next t1
          }
        }
        """;
    Kernel kernel = KernelText.parse(running);
    KernelChecker.check("test", kernel);
    assertSame(kernel, CpuSchedule.apply(kernel, ScheduleLimits.DEFAULT));
  }

  private static void sameBits(Kernel naive, ScheduleLimits limits, long seed, int elements) {
    Kernel scheduled = CpuSchedule.apply(naive, limits);
    KernelChecker.check("schedule", scheduled);
    assertEquals(scheduled, KernelText.parse(KernelText.print(scheduled)));
    RandomArguments arguments = RandomArguments.of(naive, seed, elements);
    assertEquals(arguments.run(naive), arguments.run(scheduled));
  }

  @Property(tries = 300)
  void smallKernelsKeepTheirBitsOverBlocks(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int ops) {
    sameBits(RandomKernels.of(seed, ops), ScheduleLimits.of(4, 4), seed, 2500);
  }

  @Property(tries = 300)
  void kernelsKeepTheirBits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int ops) {
    sameBits(RandomKernels.of(seed, ops), ScheduleLimits.of(12, 6), seed, 40);
  }

  @Property(tries = 40)
  void largeKernelsKeepTheirBits(
      @ForAll long seed, @ForAll @IntRange(min = 200, max = 600) int ops) {
    sameBits(RandomKernels.of(seed, ops), ScheduleLimits.DEFAULT, seed, 12);
  }

  @Test
  void aLongSumOverManyInputsCarriesOneValue() {
    int inputs = 256;
    KernelBuilder builder = new KernelBuilder(1, 0);
    for (int i = 0; i < inputs; i++) {
      builder.param("x" + i, DType.F64, 1, Kernel.Mode.IN);
    }
    builder.param("y", DType.F64, 1, Kernel.Mode.OUT);
    builder.keptLoops(
        kept -> {
          Index here = new Index.At(kept);
          List<Atom> x = new ArrayList<>();
          for (int i = 0; i < inputs; i++) {
            x.add(builder.load("x" + i, here));
          }
          Atom sum = x.getFirst();
          for (int i = 1; i < 5000; i++) {
            sum = builder.add(sum, builder.mul(x.get(i % inputs), builder.f64(i)));
          }
          builder.store("y", here, sum);
        });
    Kernel scheduled = CpuSchedule.apply(builder.build("sum"), ScheduleLimits.DEFAULT);
    KernelChecker.check("schedule", scheduled);
    assertEquals(1, Structure.of(scheduled).scratch());
    assertEquals(5000, Structure.of(scheduled).loads());
    LoopSizes.assertWithin(scheduled, ScheduleLimits.DEFAULT);
  }

  @Test
  void callsStandInLoopsOfTheirOwn() {
    Kernel scheduled =
        schedule(
            """
            kernel k(x: f64[1] in, y: f64[0] out) kept 0 reduced 1 {
              fold b sum(s: f64 = v) over serial r0 < reduced[0] {
                let x0: f64 = load x[r0]
                let x1: f64 = mul x0, x0
                let x2: f64 = mul x1, x0
                let x3: f64 = mul x2, x0
                let x4: f64 = mul x3, x0
                let x5: f64 = mul x4, x0
                let c: f64 = call sin(x5)
                let v1: f64 = mul c, c
                let v2: f64 = mul v1, c
                let v3: f64 = mul v2, c
                let v4: f64 = mul v3, c
                let v5: f64 = mul v4, c
                let v: f64 = add v5, x1
              }
              store y[] = s
            }
            """);
    assertEquals(
        """
        kernel k(x: f64[1] in, y: f64[0] out) kept 0 reduced 1 {
          loop parallel k < kept {
            fold b sum(s: f64 = v) over vector r < reduced {
              block {
                let rest: i64 = sub reduced, b
                let m: i64 = min rest, 1024
                alloc s0: f64[1024] scratch
                loop vector i < m {
                  let q: i64 = add b, i
                  let x0: f64 = load x[@k, @q]
                  let x1: f64 = mul x0, x0
                  let x2: f64 = mul x1, x0
                  let x3: f64 = mul x2, x0
                  let x4: f64 = mul x3, x0
                  let x5: f64 = mul x4, x0
                  store s0[i] = x5
                }
                loop serial i_1 < m {
                  let q_1: i64 = add b, i_1
                  let x5_1: f64 = load s0[i_1]
                  let c: f64 = call sin(x5_1)
                  store s0[i_1] = c
                }
              }
              let j: i64 = sub r, b
              let c_1: f64 = load s0[j]
              let v1: f64 = mul c_1, c_1
              let v2: f64 = mul v1, c_1
              let v3: f64 = mul v2, c_1
              let v4: f64 = mul v3, c_1
              let v5: f64 = mul v4, c_1
              let x0_1: f64 = load x[@k, @r]
              let x1_1: f64 = mul x0_1, x0_1
              let v: f64 = add v5, x1_1
            }
            store y[@k] = s
          }
        }
        """,
        KernelText.print(scheduled));
  }

  @Property(tries = 200)
  void loopsStayWithinTheLimits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int ops) {
    ScheduleLimits limits = ScheduleLimits.of(10, 6);
    LoopSizes.assertWithin(CpuSchedule.apply(RandomKernels.of(seed, ops), limits), limits);
  }

  @Test
  void randomKernelsReachEveryForm() {
    int staged = 0;
    int stagedFolds = 0;
    int calls = 0;
    int checks = 0;
    for (int seed = 0; seed < 300; seed++) {
      Kernel naive = RandomKernels.of(seed, 60);
      Kernel scheduled = CpuSchedule.apply(naive, ScheduleLimits.of(12, 6));
      assertNotSame(naive, scheduled);
      Structure structure = Structure.of(scheduled);
      staged += structure.stages() > 1 && structure.folds() == 0 ? 1 : 0;
      stagedFolds += structure.stages() > 1 && structure.folds() == 1 ? 1 : 0;
      calls += Math.min(1, structure.calls());
      checks += Math.min(1, structure.checks());
    }
    List<Integer> counts = List.of(staged, stagedFolds, calls, checks);
    assertTrue(counts.stream().allMatch(count -> count > 20), counts::toString);
  }
}
