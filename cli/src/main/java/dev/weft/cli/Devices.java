// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Options;
import dev.weft.runtime.Device;

/** The device that a user names. */
final class Devices {
  static final String CPU = "cpu";

  /** What users may call a device beside its name. */
  private static final String GPU = "gpu";

  private static final String TORNADO = "tornado";

  private Devices() {}

  /** Options with a device; one that cannot be used is the user's mistake. */
  static Options choose(Options options, String given) {
    try {
      return options.withDevice(name(given));
    } catch (IllegalArgumentException _) {
      throw Failure.of(
          Codes.DEVICE,
          "there is no device '" + given + "'",
          "devices are "
              + String.join(", ", Options.devices().stream().map(Device::name).toList())
              + ", and auto for whichever of them costs less");
    } catch (IllegalStateException unavailable) {
      throw Failure.of(Codes.DEVICE, unavailable.getMessage());
    }
  }

  /** Options with a device, whether it can be used here or not. */
  static Options outlook(Options options, String given) {
    for (Device device : Options.devices()) {
      if (device.name().equals(name(given))) {
        return options.withDevice(device);
      }
    }
    return choose(options, given);
  }

  private static String name(String given) {
    return given.equals(GPU) ? TORNADO : given;
  }
}
