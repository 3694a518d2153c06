// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.tornado.TornadoApi.Found;
import java.util.List;

/**
 * TornadoVM in this process, ready to be used.
 *
 * @param loader sees its classes
 * @param device the one that is used
 */
record Connection(TornadoApi api, TaskApi names, ClassLoader loader, Found device) {

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
    List<Found> devices = api.devices();
    if (devices.isEmpty()) {
      throw new ClassNotFoundException("no device: TornadoVM finds none");
    }
    return new Connection(api, api.names(Fused.class), loader, devices.getFirst());
  }

  /** The same, but that a processor is taken for a GPU: to try there what is meant for one. */
  Connection asGpu() {
    return new Connection(api, names, loader, new Found(device.name(), "GPU", device.backend()));
  }
}
