// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelStatus;
import java.util.List;

/** The kernels of one program. */
final class CpuKernels implements Device.LoadedKernels {
  private final List<CpuKernel> kernels;
  private final Tuning tuning;

  CpuKernels(Program program, BodySource bodies, Tuning tuning) {
    this.kernels =
        program.kernels().stream().map(code -> new CpuKernel(code, bodies, tuning)).toList();
    this.tuning = tuning;
  }

  @Override
  public Device.Session open() {
    return new CpuSession(kernels, tuning);
  }

  @Override
  public List<KernelStatus> status() {
    return kernels.stream().map(CpuKernel::status).toList();
  }

  @Override
  public Device.Small small(int kernel) {
    return kernels.get(kernel);
  }
}
