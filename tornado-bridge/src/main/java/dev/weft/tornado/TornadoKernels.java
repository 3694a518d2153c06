// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The kernels of one program, to be made tasks when sizes are known. */
final class TornadoKernels implements Device.LoadedKernels {
  private final Program program;
  private final TornadoApi api;
  private final TaskApi names;
  private final TaskClasses classes;
  private final List<Kernel> naive;
  private final Set<Object> constants = Collections.newSetFromMap(new IdentityHashMap<>());
  private final String where;
  private Device.LoadedKernels replay;

  TornadoKernels(Program program, Connection to) {
    this.program = program;
    this.api = to.api();
    this.names = to.names();
    this.classes = new TaskClasses(to.loader(), api.takesMethods());
    this.naive = program.kernels().stream().map(code -> KernelText.parse(code.text())).toList();
    this.where = to.where();
    program.constants().forEach(constant -> constants.add(constant.data()));
  }

  Program program() {
    return program;
  }

  TornadoApi api() {
    return api;
  }

  TaskApi names() {
    return names;
  }

  TaskClasses classes() {
    return classes;
  }

  List<Kernel> naive() {
    return naive;
  }

  /** Arrays whose contents never change. */
  Set<Object> constants() {
    return constants;
  }

  /** The same kernels on the processor, which tells what a failed check was about. */
  synchronized Device.LoadedKernels replay() {
    if (replay == null) {
      replay = CpuDevice.instance().load(program);
    }
    return replay;
  }

  @Override
  public Device.Session open() {
    return new TornadoSession(this);
  }

  @Override
  public List<KernelStatus> status() {
    return program.kernels().stream()
        .map(code -> new KernelStatus(code.name(), KernelStatus.State.DEVICE, where))
        .toList();
  }
}
