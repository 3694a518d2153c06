// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.runtime;

import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class TornadoRuntimeProvider {
  private TornadoRuntimeProvider() {}

  public static TornadoRuntime getTornadoRuntime() {
    TornadoDevice device =
        new TornadoDevice() {
          @Override
          public Object getPhysicalDevice() {
            return "a stand-in";
          }

          @Override
          public TornadoDeviceType getDeviceType() {
            return TornadoDeviceType.GPU;
          }
        };
    TornadoBackend backend =
        new TornadoBackend() {
          @Override
          public int getNumDevices() {
            return 1;
          }

          @Override
          public TornadoDevice getDevice(int index) {
            return device;
          }
        };
    return new TornadoRuntime() {
      @Override
      public int getNumBackends() {
        return 1;
      }

      @Override
      public TornadoVMBackendType getBackendType(int index) {
        return TornadoVMBackendType.CUDA;
      }

      @Override
      public TornadoBackend getBackend(int index) {
        return backend;
      }
    };
  }
}
