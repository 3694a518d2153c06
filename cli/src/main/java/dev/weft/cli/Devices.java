// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.runtime.Device;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The devices of this installation. */
final class Devices {
  static final String CPU = "cpu";

  private Devices() {}

  /** The processor, then those that other modules bring. */
  static List<Device> all() {
    List<Device> all = new ArrayList<>();
    all.add(CpuDevice.instance());
    ServiceLoader.load(Device.class).forEach(all::add);
    return all;
  }

  /** Fails where programs cannot run on a device. */
  static void require(String name) {
    if (name.equals(CPU)) {
      return;
    }
    List<Device> all = all();
    Device device =
        all.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Failure.of(
                        Codes.DEVICE,
                        "there is no device '" + name + "'",
                        "devices are "
                            + String.join(", ", all.stream().map(Device::name).toList())));
    Device.Availability availability = device.availability();
    if (!availability.available()) {
      throw Failure.of(
          Codes.DEVICE, "device '" + name + "' is not available: " + availability.reason());
    }
    throw Failure.of(
        Codes.DEVICE, "device '" + name + "' cannot be chosen for whole programs, only cpu can");
  }
}
