// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import java.util.Map;

/**
 * How TornadoVM must be set for its results to be right: it reads these when its classes are
 * initialised. What the user has set stays.
 */
final class Settings {
  private static final Map<String, String> WANTED =
      Map.of(
          "tornado.recover.bailout", "False", // else a failed kernel is run by one thread, silently
          "tornado.enable.nativeFunctions", "False", // sine and root to a few bits
          "tornado.enable.fma", "True", // contracts what means one operation, see Fused
          "tornado.opencl.compiler.flags", "-w"); // without relaxed arithmetic

  private Settings() {}

  static void apply() {
    WANTED.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
