// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.pipeline.BackendContract;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.runtime.Device;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The tasks for TornadoVM, in plain Java. */
class StandInContractTest extends BackendContract {
  /** What needs a routine that is not written for devices. */
  static final Set<ScalarOp> UNSUPPORTED =
      EnumSet.of(ScalarOp.NEXTAFTER, ScalarOp.GAMMA, ScalarOp.LGAMMA);

  private final Device device = StandIn.device(true);

  @Override
  protected Device device() {
    return device;
  }

  @Override
  protected boolean supports(ScalarOp op) {
    return !UNSUPPORTED.contains(op);
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
