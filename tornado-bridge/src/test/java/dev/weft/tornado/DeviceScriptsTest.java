// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import org.junit.jupiter.api.Tag;

/** Scripts on TornadoVM itself: in a build that was given one. */
@Tag("device")
class DeviceScriptsTest extends ScriptContract {
  @Override
  protected TornadoDevice device() {
    return new TornadoDevice();
  }
}
