// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;

/**
 * How something failed.
 *
 * @param code of the catalogue
 * @param message for the user; ends with a newline
 * @param exit the exit code of a command that fails so
 */
record Outcome(String code, String message, int exit) {
  static final int OK = 0;
  static final int USER = 1;
  static final int USAGE = 2;
  static final int BUG = 70;

  private static final int FRAMES = 12;
  private static final long MEGABYTE = 1 << 20;

  /** Whose fault it is, and what to say. */
  static Outcome of(Throwable thrown) {
    return switch (thrown) {
      case WeftException mistake -> new Outcome(mistake.code(), mistake.getMessage(), USER);
      case Failure failure -> new Outcome(failure.code(), failure.getMessage(), USER);
      case OutOfMemoryError _ -> new Outcome(Codes.MEMORY, memory(), USER);
      default -> new Outcome(Codes.BUG, bug(thrown), BUG);
    };
  }

  /**
   * Tells the user.
   *
   * @return the exit code
   */
  int tell(Console console) {
    console.out().flush();
    console.err().print(message);
    return exit;
  }

  private static String memory() {
    return Wording.of(
        "error[%s]: out of memory: the limit is %,d MiB\n   = help: %s\n",
        Codes.MEMORY,
        Runtime.getRuntime().maxMemory() / MEGABYTE,
        "raise it with WEFT_JAVA_OPTS=-Xmx8g, or work on fewer elements at a time");
  }

  private static String bug(Throwable thrown) {
    StringBuilder out = new StringBuilder();
    out.append("error[").append(Codes.BUG).append("]: this is a bug of Weft, not of your input\n");
    out.append("   = ").append(Version.text()).append(", Java ");
    out.append(System.getProperty("java.runtime.version")).append(", ");
    out.append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.arch"));
    out.append("\n   = ");
    out.append(thrown instanceof CompilerBug bug ? bug.getMessage() : thrown.toString());
    out.append("\n   = help: please report it: the command, its input, and these lines\n");
    trace(thrown, out);
    return out.toString();
  }

  private static void trace(Throwable thrown, StringBuilder out) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root != thrown) {
      out.append("     ").append(root).append('\n');
    }
    StackTraceElement[] frames = root.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      out.append("     at ").append(frames[i]).append('\n');
    }
  }
}
