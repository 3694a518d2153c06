// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.program.Program;
import dev.weft.runtime.Device;
import java.util.List;

/** GPUs and other accelerators by way of TornadoVM. Found as a service. */
public final class TornadoDevice implements Device {
  static final String NAME = "tornado";

  private final TornadoVm vm;

  /** The device of this process. */
  public TornadoDevice() {
    this(TornadoVm.find());
  }

  TornadoDevice(TornadoVm vm) {
    this.vm = vm;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability availability() {
    return new Availability(vm.isUsable(), vm.reason());
  }

  @Override
  public List<Refusal> refusals(Program program) {
    return new TornadoTarget(NAME).refusals(program);
  }

  @Override
  public LoadedKernels load(Program program) {
    if (!vm.isUsable()) {
      throw new IllegalStateException("device " + NAME + " is not available: " + vm.reason());
    }
    new TornadoTarget(NAME).require(program);
    return new TornadoKernels(program, vm.connection(), null);
  }
}
