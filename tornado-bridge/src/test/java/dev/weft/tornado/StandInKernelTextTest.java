// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.runtime.Device;

/** Kernels as text in the form of tasks, in plain Java. */
class StandInKernelTextTest extends KernelTextContract {
  @Override
  protected Device device() {
    return StandIn.device(true);
  }
}
