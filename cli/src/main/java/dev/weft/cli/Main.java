// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code weft}: the place where a command line becomes an exit code. */
@Command(
    name = "weft",
    description = "Array expressions compiled to fused loops.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = commandLine().execute(args);
    Stderr.drain();
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}
