// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** Stands in for the class of this name in tests without TornadoVM. */
public interface TornadoBackend {
  int getNumDevices();

  TornadoDevice getDevice(int index);
}
