// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.WeftException;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a kernel; what the layouts of its operands decide is done once. */
final class LaunchStep implements Prepared {
  private static final int MOST_PREPARED = 4;

  private final Step.Launch step;
  private final KernelCode code;
  private final Device.Session session;
  private final int[] operands;
  private final long[] kept;
  private final long[] reduced;
  private final Object[] arrays;
  private final long[] offsets;
  private final Ready[] ready = new Ready[MOST_PREPARED];
  private int next;

  LaunchStep(Step.Launch step, Program program, Symbols symbols, Device.Session session) {
    this.step = step;
    this.code = program.kernels().get(step.kernel());
    this.session = session;
    this.operands = step.operands().stream().mapToInt(Integer::intValue).toArray();
    this.kept = symbols.values(step.kept());
    this.reduced = symbols.values(step.reduced());
    this.arrays = new Object[operands.length];
    this.offsets = new long[operands.length];
  }

  /** A launch and the layouts it is prepared for. */
  private record Ready(Strided[] layouts, boolean brings, Device.Launch launch) {}

  @Override
  public void run(Run run) {
    Slots slots = run.slots;
    for (int i = 0; i < operands.length; i++) {
      arrays[i] = slots.arrays[operands[i]];
      offsets[i] = slots.offsets[operands[i]];
    }
    try {
      Ready ready = ready(slots);
      if (ready.brings) {
        bring(run);
      }
      Device.Launch launch = ready.launch;
      if (run.defers()) {
        run.defer(launch, this);
      }
      LaunchFault fault = launch.run(arrays, offsets, run.options);
      if (fault != null) {
        throw error(run, fault);
      }
    } finally {
      Arrays.fill(arrays, null);
    }
  }

  /** The user's error where a check of this launch failed. */
  WeftException error(Run run, LaunchFault fault) {
    return Faults.error(run.source(), code, step, fault, kept, reduced);
  }

  private Ready ready(Slots slots) {
    for (Ready known : ready) {
      if (known != null && matches(known.layouts, slots)) {
        return known;
      }
    }
    Strided[] layouts = new Strided[operands.length];
    List<Strided> reached = new ArrayList<>();
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = slots.layouts[operands[i]];
      boolean brought = isBrought(i, layouts[i]);
      reached.add(brought ? Strided.rowMajor(layouts[i].dtype(), layouts[i].shape()) : layouts[i]);
    }
    boolean brings = !reached.equals(List.of(layouts));
    Device.Launch launch = session.prepare(step.kernel(), reached, kept, reduced);
    Ready made = new Ready(layouts, brings, launch);
    ready[next] = made;
    next = (next + 1) % MOST_PREPARED;
    return made;
  }

  /** Kernels address some operands by themselves: these have to be arrays. */
  private boolean isBrought(int operand, Strided layout) {
    boolean whole = code.parameters().get(operand).domain() == KernelCode.Domain.WHOLE;
    return whole && layout.memory() == Strided.Memory.NATIVE;
  }

  private void bring(Run run) {
    for (int i = 0; i < operands.length; i++) {
      if (isBrought(i, run.slots.layouts[operands[i]])) {
        Tensor copy = run.inHeap(operands[i]);
        arrays[i] = copy.storage();
        offsets[i] = copy.offset();
      }
    }
  }

  private boolean matches(Strided[] layouts, Slots slots) {
    for (int i = 0; i < operands.length; i++) {
      if (layouts[i] != slots.layouts[operands[i]]) {
        return false;
      }
    }
    return true;
  }
}
