// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft run}. */
@Command(
    name = RunCommand.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = {
      "weft run FILE.expr [name=VALUE ...] [-p name=VALUE] [-o [name=]FILE.npy]",
      "                [--json] [OPTIONS]"
    },
    description = "Run a script.",
    footer = {
      "",
      "VALUE is a number or array as the language writes them (2.5, 7i32, [1,2,3],",
      "linspace(0,1,5)), or a file: @x.npy, @x.npz:key, @x.csv:column, @x.csv.",
      "",
      "Examples:",
      "  weft run heat.expr -p steps=1000 -o u=plate.npy",
      "  weft run pi.expr -p n=100_000_000 --json"
    })
final class RunCommand implements Callable<Integer> {
  static final String NAME = "run";

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE.expr", description = "The script.")
  private String file;

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

  @Mixin private OutputFlags output;

  @Mixin private RunFlags flags;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(values);
    all.addAll(params);
    calculation(file, all, flags.options(), output.files(), output.json()).run(console);
    return Outcome.OK;
  }

  /** What the command does without options. */
  static Calculation calculation(String file, List<String> values) {
    return calculation(file, values, Options.DEFAULT, OutputFiles.NONE, false);
  }

  private static Calculation calculation(
      String file, List<String> values, Options options, OutputFiles outputs, boolean json) {
    Map<String, String> texts = Calculation.texts(values);
    Path path = DataFile.path(file);
    String name = String.valueOf(path.getFileName());
    Expression program = Weft.compileScript(name, DataFile.text(path), options);
    return new Calculation(program, name, texts, outputs, json);
  }
}
