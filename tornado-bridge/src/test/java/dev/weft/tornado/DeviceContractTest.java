// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.pipeline.BackendContract;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.runtime.Device;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The tasks on TornadoVM itself: in a build that was given one. */
@Tag("device")
class DeviceContractTest extends BackendContract {
  /**
   * Sines of numbers beyond 2^45 are the device's own, and what complex numbers make of them: PoCL
   * is one unit off.
   */
  private static final Set<ScalarOp> NEAR =
      EnumSet.of(
          ScalarOp.SIN,
          ScalarOp.COS,
          ScalarOp.TAN,
          ScalarOp.EXP,
          ScalarOp.SINH,
          ScalarOp.COSH,
          ScalarOp.POWER);

  /** Processors too do what is meant for GPUs. */
  @Override
  protected Device device() {
    TornadoVm vm = TornadoVm.find();
    assertTrue(vm.isUsable(), vm.reason());
    return new TornadoDevice(TornadoVm.at(null, vm.connection().asGpu(), null));
  }

  @Override
  protected boolean supports(ScalarOp op) {
    return !StandInContractTest.UNSUPPORTED.contains(op);
  }

  @Override
  protected int ulps(ScalarOp op) {
    return NEAR.contains(op) ? 2 : 0;
  }

  @Override
  protected boolean holds(DType dtype) {
    return TornadoTarget.holds(dtype);
  }

  @Override
  protected List<RunOptions> ways() {
    return List.of(RunOptions.DEFAULT);
  }
}
