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
    return new TornadoDevice(TornadoVm.at(null, connection(methods), null));
  }

  /** The one that leaves products of matrices to what stands in for cuBLAS. */
  static CublasDevice cublas() {
    return new CublasDevice(TornadoVm.at(null, connection(true), null));
  }

  /** Weft's connection to those classes. */
  static Connection connection(boolean methods) {
    ClassLoader loader = StandIn.class.getClassLoader();
    try {
      TornadoApi api = new TornadoApi(loader, methods);
      // what TornadoVM contracts is one operation here too
      return new Connection(api, api.names(Math.class), loader, api.devices().getFirst());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
