// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.program.KernelCode;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.LaunchFault;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.Strided;
import java.util.List;

/** The kernels of a program on a GPU of one core; no state, so that sessions share them. */
record SequentialKernels(List<Kernel> kernels, List<KernelCode> code, List<KernelBody> bodies)
    implements Device.LoadedKernels, Device.Session {

  @Override
  public Device.Session open() {
    return this;
  }

  @Override
  public List<KernelStatus> status() {
    return code.stream()
        .map(
            kernel ->
                new KernelStatus(
                    kernel.name(), KernelStatus.State.SCALAR, "a device of one thread at a time"))
        .toList();
  }

  @Override
  public Device.Launch prepare(int kernel, List<Strided> operands, long[] kept, long[] reduced) {
    return new SequentialLaunch(kernels.get(kernel), bodies.get(kernel), operands, kept, reduced);
  }

  @Override
  public Device.Launch prepareCopy(Strided from, Strided into) {
    return new Copy(from, into);
  }

  /** A copy between two layouts. */
  private record Copy(Strided from, Strided into) implements Device.Launch {
    @Override
    public LaunchFault run(Object[] arrays, long[] offsets, RunOptions options) {
      from.over(arrays[0], offsets[0]).copyTo(into.over(arrays[1], offsets[1]));
      return null;
    }
  }
}
