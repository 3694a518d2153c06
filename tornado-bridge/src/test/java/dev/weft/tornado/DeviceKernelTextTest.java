// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.runtime.Device;
import org.junit.jupiter.api.Tag;

/** Kernels as text on TornadoVM itself: in a build that was given one. */
@Tag("device")
class DeviceKernelTextTest extends KernelTextContract {
  @Override
  protected Device device() {
    return new TornadoDevice();
  }
}
