// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.diagnostic.Wording;
import dev.weft.runtime.Device;
import dev.weft.runtime.LaunchFault;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.Strided;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Notes the launches of a run and then does them all at once: one graph of tasks, which later runs
 * that note the same use again.
 */
final class TornadoSession implements Device.Session {
  private static final int MOST_PLANS = 16;

  private final TornadoKernels kernels;
  private final List<Noted> noted = new ArrayList<>();

  /** Arrays that launches noted before write. */
  private final Set<Object> written = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Map<Kernel, Kernel> copies = new LinkedHashMap<>();
  private final Map<Work, TaskPlan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Work, TaskPlan> eldest) {
          boolean over = size() > MOST_PLANS;
          if (over) {
            eldest.getValue().close();
          }
          return over;
        }
      };

  private Device.Session replay;

  TornadoSession(TornadoKernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public boolean defers() {
    return true;
  }

  @Override
  public Device.Launch prepare(int kernel, List<Strided> operands, long[] kept, long[] reduced) {
    return TaskLaunch.of(
        this, kernels.naive().get(kernel), kernel, operands, kept.clone(), reduced.clone());
  }

  @Override
  public Device.Launch prepareCopy(Strided from, Strided into) {
    Kernel kernel = copy(from.dtype(), from.rank());
    return TaskLaunch.of(
        this,
        copies.computeIfAbsent(kernel, k -> k),
        -1,
        List.of(from, into),
        into.shape().clone(),
        new long[0]);
  }

  private static Kernel copy(DType dtype, int rank) {
    String index =
        IntStream.range(0, rank).mapToObj(axis -> "i" + axis).collect(Collectors.joining(", "));
    StringBuilder text = new StringBuilder();
    text.append(
        Wording.of(
            "kernel copy(a: %s[%d] in, y: %s[%d] out) kept %d reduced 0 {\n",
            dtype, rank, dtype, rank, rank));
    for (int axis = 0; axis < rank; axis++) {
      text.append(Wording.of("loop serial i%d < kept[%d] {\n", axis, axis));
    }
    text.append(Wording.of("let x: %s = load a[%s]\nstore y[%s] = x\n", dtype, index, index));
    return KernelText.parse(text + "}\n".repeat(rank + 1));
  }

  /** Notes that a launch is to run. */
  void note(TaskLaunch launch, Object[] arrays, long[] offsets) {
    Noted entry = new Noted(launch, arrays.clone(), offsets.clone(), new boolean[arrays.length]);
    if (nothing(launch)) {
      return;
    }
    for (int p = 0; p < arrays.length; p++) {
      boolean single = launch.operands().get(p).size() == 1;
      if (single && !launch.writes(p) && !entry.counted(p) && !written.contains(arrays[p])) {
        entry.arrays()[p] = Noted.keep(arrays[p], offsets[p]);
        entry.offsets()[p] = 0;
        entry.number()[p] = true;
      }
    }
    for (int p = 0; p < arrays.length; p++) {
      if (launch.writes(p)) {
        written.add(arrays[p]);
      }
    }
    noted.add(entry);
  }

  /** A nest over no elements writes nothing. */
  private static boolean nothing(TaskLaunch launch) {
    for (long extent : launch.kept()) {
      if (extent == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Device.Failed finish(Collection<?> needed, RunOptions options) {
    if (noted.isEmpty()) {
      return null;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before the device was given its work");
    }
    try {
      Work work = Work.of(noted, needed, kernels.constants());
      Work key = work.key();
      TaskPlan known = plans.get(key);
      return (known != null ? known.run(work) : compile(key, work)) ? null : failed(options);
    } finally {
      abandon();
    }
  }

  /** Makes a plan and runs it, which compiles its tasks; one that fails is not kept. */
  private boolean compile(Work key, Work work) {
    long start = System.nanoTime();
    TaskPlan plan = new TaskPlan(kernels, key);
    try {
      boolean held = plan.run(work);
      kernels.compiled(System.nanoTime() - start);
      plans.put(key, plan);
      return held;
    } catch (RuntimeException | Error e) {
      plan.close();
      throw e;
    }
  }

  @Override
  public void abandon() {
    noted.clear();
    written.clear();
  }

  /** Finds the check that failed by doing the same again on the processor. */
  private Device.Failed failed(RunOptions options) {
    if (replay == null) {
      replay = kernels.replay().open();
    }
    for (Noted entry : noted) {
      TaskLaunch launch = entry.launch();
      List<Strided> operands = launch.operands();
      Device.Launch again =
          launch.number() < 0
              ? replay.prepareCopy(operands.get(0), operands.get(1))
              : replay.prepare(launch.number(), operands, launch.kept(), launch.reduced());
      LaunchFault fault = again.run(entry.arrays(), entry.offsets(), options);
      if (fault != null) {
        return new Device.Failed(launch, fault);
      }
    }
    throw new IllegalStateException(
        "a check failed on the device that holds on the processor: " + kernels.program().name());
  }
}
