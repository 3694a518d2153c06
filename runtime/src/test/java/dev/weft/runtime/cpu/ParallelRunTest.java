// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.program.Program;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ParallelRunTest {
  private static final long[] SHAPE = {40_000};

  private static LoadedProgram load(KernelBody body) {
    Tensor a = Tensor.zeros(DType.F64, SHAPE);
    Program program =
        Launches.program(Kernels.Add.code(1), List.of(a, a), SHAPE, new long[0], List.of(SHAPE));
    Tuning tuning = Launches.tuning(Tuning.Form.CHEAPER, 64, 1024);
    return Launches.load(program, tuning, Map.of("add", () -> body));
  }

  private static void assertRuns(LoadedProgram loaded, RunOptions options) {
    Tensor ones = Tensor.scalar(1.0).broadcastTo(SHAPE).copy();
    double[] twos = (double[]) Tensor.scalar(2.0).broadcastTo(SHAPE).copy().storage();
    Tensor[] results = loaded.run(options, ones, ones);
    assertArrayEquals(twos, (double[]) results[0].storage());
  }

  @Test
  void theCallersExecutorIsUsed() throws InterruptedException {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    KernelBody add = new Kernels.Add();
    LoadedProgram loaded =
        load(
            new KernelBody() {
              @Override
              public void run(Frame frame, long origin, int count) {
                if (seen.add(Thread.currentThread())) {
                  both.countDown();
                  awaitQuietly(both);
                }
                add.run(frame, origin, count);
              }
            });
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      assertRuns(loaded, RunOptions.DEFAULT.withThreads(2).withExecutor(executor));
    }
    assertEquals(2, seen.size());
    assertTrue(seen.contains(Thread.currentThread()));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void helpersThatComeLateOrNeverDoNoHarm() {
    LoadedProgram loaded = load(new Kernels.Add());
    assertRuns(loaded, RunOptions.DEFAULT.withThreads(5).withExecutor(task -> {}));
    Executor refuses =
        task -> {
          throw new RejectedExecutionException("full");
        };
    assertRuns(loaded, RunOptions.DEFAULT.withThreads(5).withExecutor(refuses));
    List<Runnable> late = new ArrayList<>();
    assertRuns(loaded, RunOptions.DEFAULT.withThreads(5).withExecutor(late::add));
    assertEquals(4, late.size());
    late.forEach(Runnable::run);
    assertRuns(loaded, RunOptions.DEFAULT.withThreads(1));
  }

  @Test
  void aFailureOfAHelperReachesTheCaller() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    Thread caller = Thread.currentThread();
    CountDownLatch failed = new CountDownLatch(1);
    LoadedProgram loaded =
        load(
            new KernelBody() {
              @Override
              public void run(Frame frame, long origin, int count) {
                if (Thread.currentThread() != caller) {
                  failed.countDown();
                  throw failure;
                }
                awaitQuietly(failed);
              }
            });
    Tensor a = Tensor.zeros(DType.F64, SHAPE);
    RunOptions two = RunOptions.DEFAULT.withThreads(2);
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      RunOptions options = two.withExecutor(executor);
      assertSame(
          failure, assertThrows(IllegalStateException.class, () -> loaded.run(options, a, a)));
    }
  }

  @Test
  void anInterruptEndsALaunch() {
    Thread caller = Thread.currentThread();
    for (int threads : new int[] {1, 3}) {
      LoadedProgram loaded =
          load(
              new KernelBody() {
                @Override
                public void run(Frame frame, long origin, int count) {
                  assertTrue(origin < 30_000, "the launch goes on");
                  if (origin >= 3_000) {
                    caller.interrupt();
                  }
                  if (Thread.currentThread() != caller) {
                    while (origin >= 9_000 && !caller.isInterrupted()) {
                      Thread.onSpinWait();
                    }
                  }
                }
              });
      Tensor a = Tensor.zeros(DType.F64, SHAPE);
      assertThrows(
          CancellationException.class,
          () -> loaded.run(RunOptions.DEFAULT.withThreads(threads), a, a));
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
    }
  }
}
