// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

/** Weft's device over the classes that stand in for TornadoVM in these tests. */
final class StandIn {
  private StandIn() {}

  /**
   * A device.
   *
   * @param methods true to give tasks as methods, false as lambdas
   */
  static TornadoDevice device(boolean methods) {
    ClassLoader loader = StandIn.class.getClassLoader();
    try {
      TornadoApi api = new TornadoApi(loader, methods);
      // what TornadoVM contracts is one operation here too
      Connection to = new Connection(api, api.names(Math.class), loader, api.devices().getFirst());
      return new TornadoDevice(TornadoVm.at(null, to, null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
