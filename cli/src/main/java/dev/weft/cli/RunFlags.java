// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Options;
import picocli.CommandLine.Option;

/** The options of every command that computes something. */
final class RunFlags {
  static final String DEVICE = "weft.device";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; all processors unless given. Results do not change.")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description =
          "What computes: cpu unless given, gpu (with weft --gpu), or auto, whichever costs less"
              + " for a call. 'weft devices' lists them.")
  private String device = System.getProperty(DEVICE, Devices.CPU);

  /** True where the launcher was told of another device than the processor. */
  static boolean elsewhere() {
    return System.getProperty(DEVICE) != null;
  }

  /** How to run; a device that cannot be used is the user's mistake. */
  Options options() {
    if (threads != null && threads < 1) {
      throw new Misuse("--threads " + threads + ": at least 1 is needed");
    }
    Options options = Devices.choose(Options.DEFAULT, device);
    return threads == null ? options : options.withThreads(threads);
  }
}
