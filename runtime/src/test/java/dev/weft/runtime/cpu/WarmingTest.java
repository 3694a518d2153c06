// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.program.Program;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.KernelStatus.State;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class WarmingTest {
  private static final RunOptions AUTO = RunOptions.DEFAULT.withThreads(1);

  /** Adds one more, to be told from the scalar body. */
  private static class Other implements KernelBody {
    private final KernelBody add = new Kernels.Add();

    @Override
    public void run(Frame frame, long origin, int count) {
      if (count > 64 && origin != 0) {
        throw new AssertionError("not one window");
      }
      add.run(frame, origin, count);
      ((double[]) frame.arrays[2])[frame.bases[2]]++;
    }
  }

  /** Allocates in every call, as vector code does that was not compiled. */
  private static final class Wasteful extends Other {
    private volatile boolean wastes = true;
    private Object last;

    @Override
    public void run(Frame frame, long origin, int count) {
      last = wastes ? new long[count] : null;
      super.run(frame, origin, count);
      if (last == frame) {
        throw new AssertionError();
      }
    }
  }

  private static LoadedProgram load(Supplier<KernelBody> vector) {
    return load(vector, 50_000_000);
  }

  private static LoadedProgram load(Supplier<KernelBody> vector, long patience) {
    long[] shape = {2_000};
    Tensor a = Tensor.zeros(DType.F64, shape);
    Program program =
        Launches.program(Kernels.Add.code(1), List.of(a, a), shape, new long[0], List.of(shape));
    Tuning tuning =
        new Tuning(1 << 20, 1, 1 << 20, 64, 128, Tuning.Form.CHEAPER, 64, 10_000, patience);
    return Launches.load(program, tuning, Map.of("add", Kernels.Add::new, "addVector", vector));
  }

  private static double first(LoadedProgram loaded, RunOptions options) {
    Tensor ones = Tensor.scalar(1.0).broadcastTo(2_000).copy();
    double[] result = Launches.doubles(loaded.run(options, ones, ones)[0]);
    double[] rest = new double[1_999];
    Arrays.fill(rest, 2);
    assertArrayEquals(rest, Arrays.copyOfRange(result, 1, 2_000));
    return result[0];
  }

  private static KernelStatus settled(LoadedProgram loaded) throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      if (loaded.kernels().getFirst().state() != State.WARMING) {
        return loaded.kernels().getFirst();
      }
      Thread.sleep(10);
    }
    return loaded.kernels().getFirst();
  }

  @Test
  void theVectorBodyTakesOverWhenItIsWarm() throws InterruptedException {
    LoadedProgram loaded = load(Other::new);
    for (int i = 0; i < 4; i++) {
      assertEquals(2, first(loaded, AUTO));
      assertEquals(State.SCALAR, loaded.kernels().getFirst().state());
    }
    double begins = first(loaded, AUTO); // 10,000 elements: it begins, and may be ready at once
    assertTrue(begins == 2 || begins == 3);
    KernelStatus status = settled(loaded);
    assertEquals(State.VECTOR, status.state(), status.reason());
    assertEquals(3, first(loaded, AUTO));
    assertEquals(2, first(loaded, AUTO.withBodies(Bodies.SCALAR)));
  }

  @Test
  void aBodyThatAllocatesIsNotUsed() throws InterruptedException {
    LoadedProgram loaded = load(Wasteful::new);
    for (int i = 0; i < 6; i++) {
      first(loaded, AUTO);
    }
    KernelStatus status = settled(loaded);
    assertEquals(State.SCALAR, status.state());
    assertTrue(status.reason().contains("allocates"), status.reason());
    assertEquals(2, first(loaded, AUTO));
    assertEquals(3, first(loaded, AUTO.withBodies(Bodies.VECTOR)));
  }

  @Test
  void theCommonPoolServesOthersMeanwhile() throws Exception {
    Wasteful body = new Wasteful();
    LoadedProgram loaded = load(() -> body, Long.MAX_VALUE);
    for (int i = 0; i < 6; i++) {
      first(loaded, AUTO);
    }
    for (int i = 0; i < 20; i++) {
      assertTrue(ForkJoinPool.commonPool().submit(() -> true).get(20, TimeUnit.SECONDS));
      assertEquals(State.WARMING, loaded.kernels().getFirst().state());
    }
    body.wastes = false;
    assertEquals(State.VECTOR, settled(loaded).state());
  }

  @Test
  void aBodyThatFailsIsNotUsed() throws InterruptedException {
    LoadedProgram loaded =
        load(
            () ->
                new KernelBody() {
                  @Override
                  public void run(Frame frame, long origin, int count) {
                    throw new IllegalStateException("on purpose");
                  }
                });
    for (int i = 0; i < 6; i++) {
      first(loaded, AUTO);
    }
    KernelStatus status = settled(loaded);
    assertEquals(State.SCALAR, status.state());
    assertTrue(status.reason().contains("on purpose"), status.reason());
    assertEquals(2, first(loaded, AUTO));
  }
}
