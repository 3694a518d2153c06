// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.runtime.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornadoDeviceTest {

  @Test
  void areFoundAsServices() {
    List<Device> devices =
        ServiceLoader.load(Device.class).stream().map(ServiceLoader.Provider::get).toList();
    assertEquals(List.of("tornado", "tornado+cublas"), devices.stream().map(Device::name).toList());
  }

  @Test
  void saysWhatIsMissing(@TempDir Path home) throws IOException {
    assertTrue(reason(null, null).contains("sdk install tornadovm"));
    assertTrue(reason(" ", null).contains("TORNADOVM_HOME is not set"));
    assertTrue(reason(home.toString(), null).contains("tornado --generate-argfile"));
    Files.writeString(home.resolve("tornado-argfile"), "");
    assertTrue(reason(home.toString(), null).contains("started with @" + home));
    assertTrue(reason(home.toString(), "no device").endsWith("cannot be used: no device"));
  }

  private static String reason(String home, String problem) {
    Device device = new TornadoDevice(TornadoVm.at(home, null, problem));
    assertFalse(device.availability().available());
    return device.availability().reason();
  }

  @Test
  void loadsNothing() {
    Device device = new TornadoDevice(TornadoVm.at(null, null, null));
    var refused = assertThrows(IllegalStateException.class, () -> device.load(null));
    assertTrue(refused.getMessage().contains("TornadoVM is not installed"));
  }
}
