// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What there is of TornadoVM.
 *
 * @param home where it is installed, or null where nothing says so
 * @param startable whether there is a file of arguments to start Java with
 * @param running whether this process was started with them
 */
record TornadoVm(Path home, boolean startable, boolean running) {
  static final String HOME = "TORNADOVM_HOME";
  private static final String ARGUMENTS = "tornado-argfile";
  private static final String MODULE = "tornado.runtime";

  /** Looks at this process and its environment. */
  static TornadoVm find() {
    boolean running = ModuleLayer.boot().findModule(MODULE).isPresent();
    return at(System.getenv(HOME), running);
  }

  /**
   * Looks at an installation.
   *
   * @param home the value of the variable, or null
   */
  static TornadoVm at(String home, boolean running) {
    if (home == null || home.isBlank()) {
      return new TornadoVm(null, false, running);
    }
    Path path = Path.of(home);
    return new TornadoVm(path, Files.isReadable(path.resolve(ARGUMENTS)), running);
  }

  /** Why kernels do not run on it, and what to do about what can be helped. */
  String reason() {
    return state() + "; this version of Weft does not launch kernels on TornadoVM yet";
  }

  private String state() {
    if (running) {
      return "TornadoVM is part of this process";
    }
    if (home == null) {
      return "TornadoVM is not installed, or "
          + HOME
          + " is not set (get it with: sdk install tornadovm)";
    }
    return startable
        ? "TornadoVM is at " + home + ", but java was not started with @" + home + "/" + ARGUMENTS
        : "there is no "
            + ARGUMENTS
            + " in "
            + home
            + " (make it with: tornado --generate-argfile)";
  }
}
