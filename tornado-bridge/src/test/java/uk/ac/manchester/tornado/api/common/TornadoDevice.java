// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.common;

import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;

/** Stands in for the class of this name in tests without TornadoVM. */
public interface TornadoDevice {
  Object getPhysicalDevice();

  TornadoDeviceType getDeviceType();
}
