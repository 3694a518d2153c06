// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import dev.weft.runtime.Device;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.List;

/** The CPU, by its scalar and by its vector bodies. */
class CpuContractTest extends BackendContract {

  @Override
  protected Device device() {
    return CpuDevice.instance();
  }

  @Override
  protected List<RunOptions> ways() {
    return List.of(
        RunOptions.DEFAULT.withBodies(Bodies.SCALAR), RunOptions.DEFAULT.withBodies(Bodies.VECTOR));
  }
}
