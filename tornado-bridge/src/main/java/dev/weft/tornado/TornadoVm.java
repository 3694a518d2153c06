// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What there is of TornadoVM.
 *
 * @param home where it is installed, or null where nothing says so
 * @param startable whether there is a file of arguments to start Java with
 * @param connection to the one that is part of this process, or null
 * @param problem why that one cannot be used, or null
 */
record TornadoVm(Path home, boolean startable, Connection connection, String problem) {
  static final String HOME = "TORNADOVM_HOME";
  private static final String ARGUMENTS = "tornado-argfile";
  private static final String MODULE = "tornado.runtime";

  /** Looks at this process and its environment. */
  static TornadoVm find() {
    return Found.VM;
  }

  /** Connecting happens once, and only when somebody asks. */
  private static final class Found {
    static final TornadoVm VM = look();

    private static TornadoVm look() {
      String home = System.getenv(HOME);
      if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
        return at(home, null, null);
      }
      try {
        return at(home, Connection.open(ClassLoader.getSystemClassLoader()), null);
      } catch (ReflectiveOperationException | RuntimeException | Error e) {
        return at(home, null, e.toString());
      }
    }
  }

  /**
   * Looks at an installation.
   *
   * @param home the value of the variable, or null
   */
  static TornadoVm at(String home, Connection connection, String problem) {
    if (home == null || home.isBlank()) {
      return new TornadoVm(null, false, connection, problem);
    }
    Path path = Path.of(home);
    boolean startable = Files.isReadable(path.resolve(ARGUMENTS));
    return new TornadoVm(path, startable, connection, problem);
  }

  boolean isUsable() {
    return connection != null;
  }

  /** What it runs on, or why it does not and what to do about what can be helped. */
  String reason() {
    if (connection != null) {
      return connection.device().name();
    }
    if (problem != null) {
      return "TornadoVM is part of this process but cannot be used: " + problem;
    }
    if (home == null) {
      return "TornadoVM is not installed, or "
          + HOME
          + " is not set (get it with: sdk install tornadovm)";
    }
    return startable
        ? "TornadoVM is at "
            + home
            + ", but java was not started with @"
            + home
            + "/"
            + ARGUMENTS
            + " (start weft with --gpu)"
        : "there is no "
            + ARGUMENTS
            + " in "
            + home
            + " (make it with: tornado --generate-argfile)";
  }
}
