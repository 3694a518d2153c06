// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weft repl}. */
@Command(
    name = "repl",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Calculate line by line at a prompt.",
      "Lines are remembered in ~/.weft_history; WEFT_HISTORY names another file, or",
      "none if it is empty."
    },
    footer = {
      "",
      "Examples:",
      "  weft repl",
      "  printf 'x = linspace(0, 1, 5)\\nsum(x)\\n' | weft repl"
    })
final class ReplCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RunFlags flags;

  ReplCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return console.isTerminal()
        ? TerminalPrompt.run(flags.options())
        : PipedPrompt.run(console, flags.options());
  }
}
