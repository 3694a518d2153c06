// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Device;
import dev.weft.runtime.Strided;
import java.util.ArrayList;
import java.util.List;

/** Prepares launches that use the same workspaces one after another. */
final class CpuSession implements Device.Session {
  private final List<CpuKernel> kernels;
  private final Tuning tuning;
  private final List<Workspace> workspaces = new ArrayList<>();

  CpuSession(List<CpuKernel> kernels, Tuning tuning) {
    this.kernels = kernels;
    this.tuning = tuning;
  }

  /** The workspace of a worker's number; the threads of one launch ask at the same time. */
  synchronized Workspace workspace(int number) {
    while (workspaces.size() <= number) {
      workspaces.add(new Workspace());
    }
    return workspaces.get(number);
  }

  @Override
  public boolean takesNative() {
    return true;
  }

  @Override
  public Device.Launch prepare(int kernel, List<Strided> operands, long[] kept, long[] reduced) {
    CpuKernel code = kernels.get(kernel);
    Domain domain = new Domain(code.code(), operands, kept, reduced);
    return switch (code.code().launch()) {
      case MAP, STAGED_MAP -> new MapLaunch(domain, code, this);
      case FOLD -> new FoldLaunch(domain, code, this);
      case SCAN -> ScanLaunch.of(domain, code, this);
      case SERIAL -> new SerialLaunch(domain, code, this);
    };
  }

  @Override
  public Device.Launch prepareCopy(Strided from, Strided into) {
    KernelCode code = CopyBody.code(from.dtype(), into.rank());
    Domain domain = new Domain(code, List.of(from, into), into.shape(), new long[0]);
    return new MapLaunch(domain, new CpuKernel(code, CopyBody.Bodies.INSTANCE, tuning), this);
  }
}
