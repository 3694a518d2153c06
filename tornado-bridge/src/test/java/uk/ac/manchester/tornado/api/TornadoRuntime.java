// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** Stands in for the class of this name in tests without TornadoVM. */
public interface TornadoRuntime {
  int getNumBackends();

  TornadoVMBackendType getBackendType(int index);

  TornadoBackend getBackend(int index);
}
