// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

/** Scripts in the form of tasks, in plain Java. */
class StandInScriptsTest extends ScriptContract {
  @Override
  protected TornadoDevice device() {
    return StandIn.device(true);
  }
}
