// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Weft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Run a script.",
    footer = {
      "",
      "VALUE is a number or array as the language writes them (2.5, 7i32, [[1,2],[3,4]],",
      "linspace(0,1,5)), or a file: @x.npy, @x.npz:key, @x.csv:column, @x.csv.",
      "",
      "Examples:",
      "  weft run heat.expr -p steps=1000 -o u=plate.npy",
      "  weft run black_scholes.expr close=@indices.csv:DAX strike=[5000,5500,6000] --json"
    })
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE.expr", description = "The script.")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "name=VALUE",
      description = "A value for every input.")
  private List<String> values = List.of();

  @Option(
      names = "-p",
      paramLabel = "name=VALUE",
      description = "A value for a param, in the place of its own. Repeatable.")
  private List<String> params = List.of();

  @Mixin private Calculation calculation;

  @Mixin private RunFlags flags;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(values);
    all.addAll(params);
    Map<String, String> texts = Pairs.split(spec.commandLine(), all, '=', "name=VALUE");
    String name = String.valueOf(file.getFileName());
    Expression program = Weft.compileScript(name, DataFile.text(file), flags.options());
    calculation.run(console, spec.commandLine(), program, texts, name);
    return Outcome.OK;
  }
}
