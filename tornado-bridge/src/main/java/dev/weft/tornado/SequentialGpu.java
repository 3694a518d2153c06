// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.KernelEmitter;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.schedule.GpuSchedule;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import java.util.List;

/**
 * A GPU of one core: kernels in the form they have on a GPU, its groups and their threads one after
 * another in plain Java. Slow, and the way to test that form where there is no GPU. It takes any
 * program: the text of the kernels that travels with it is scheduled anew.
 */
public final class SequentialGpu implements Device {
  private final int groupSize;

  /**
   * A device.
   *
   * @param groupSize threads of a group, a power of two
   */
  public SequentialGpu(int groupSize) {
    if (Integer.bitCount(groupSize) != 1 || groupSize < 1) {
      throw new IllegalArgumentException("a group of " + groupSize + " threads");
    }
    this.groupSize = groupSize;
  }

  @Override
  public String name() {
    return "sequential-gpu";
  }

  @Override
  public Availability availability() {
    return new Availability(true, "groups of " + groupSize + " threads, one after another");
  }

  @Override
  public LoadedKernels load(Program program) {
    List<Kernel> naive =
        program.kernels().stream().map(code -> KernelText.parse(code.text())).toList();
    List<KernelCode> emitted =
        naive.stream()
            .map(kernel -> KernelEmitter.emit(GpuSchedule.apply(kernel, groupSize), kernel))
            .toList();
    return new SequentialKernels(naive, emitted, KernelClasses.load(program.name(), emitted));
  }
}
