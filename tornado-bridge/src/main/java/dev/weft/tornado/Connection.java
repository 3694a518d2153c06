// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import java.util.List;

/**
 * TornadoVM in this process, ready to be used.
 *
 * @param loader sees its classes
 * @param where the device, in words
 */
record Connection(TornadoApi api, TaskApi names, ClassLoader loader, String where) {

  /**
   * Connects to what a loader sees.
   *
   * @throws ReflectiveOperationException if that is no TornadoVM that Weft knows
   */
  static Connection open(ClassLoader loader) throws ReflectiveOperationException {
    Settings.apply();
    TornadoApi api = new TornadoApi(loader);
    if (api.readsAnnotationsOfAll()) {
      Annotations.answerForTasks(loader);
    }
    List<String> devices = api.devices();
    if (devices.isEmpty()) {
      throw new ClassNotFoundException("no device: TornadoVM finds none");
    }
    return new Connection(api, api.names(Fused.class), loader, devices.getFirst());
  }
}
