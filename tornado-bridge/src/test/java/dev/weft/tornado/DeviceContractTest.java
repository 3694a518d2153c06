// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.pipeline.BackendContract;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.runtime.Device;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The tasks on TornadoVM itself: in a build that was given one. */
@Tag("device")
class DeviceContractTest extends BackendContract {
  private final Device device = new TornadoDevice();

  @Override
  protected Device device() {
    assertTrue(device.availability().available(), device.availability().reason());
    return device;
  }

  @Override
  protected boolean supports(ScalarOp op) {
    return !StandInContractTest.UNSUPPORTED.contains(op);
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
