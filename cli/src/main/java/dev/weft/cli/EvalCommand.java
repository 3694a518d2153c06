// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Weft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft eval}. */
@Command(
    name = EvalCommand.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = {
      "weft eval EXPR [name=VALUE ...] [-o [name=]FILE.npy] [--json] [OPTIONS]",
      "       weft eval --jsonl [OPTIONS]"
    },
    description = "Calculate one expression.",
    footer = {
      "",
      "VALUE is a number or array as the language writes them (2.5, 7i32, [1,2,3],",
      "linspace(0,1,5)), or a file: @x.npy, @x.npz:key, @x.csv:column, @x.csv.",
      "",
      "Examples:",
      "  weft eval \"1 + 1\"",
      "  weft eval \"sum(a * b)\" 'a=[1,2,3]' b=@weights.npy",
      "  weft eval \"(min(x), max(x))\" x=@prices.csv:close --json",
      "  weft eval \"a.T @ a\" a=@data.npz:a -o gram.npy",
      "  echo '{\"id\": 1, \"expr\": \"2*x\", \"inputs\": {\"x\": 21}}' | weft eval --jsonl"
    })
final class EvalCommand implements Callable<Integer> {
  static final String NAME = "eval";

  private static final String WHAT = "expression";

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "EXPR",
      description = "The expression; a name that it does not bind is an input.")
  private String expression;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "name=VALUE",
      description = "A value for every input.")
  private List<String> values = List.of();

  @Mixin private OutputFlags output;

  @Option(
      names = "--jsonl",
      description =
          "Answer requests from standard input, one line of JSON each: {\"id\", \"expr\" or"
              + " \"script\", \"inputs\": {name: {\"dtype\", \"shape\", \"data\" or \"file\"}}}.")
  private boolean jsonl;

  @Mixin private RunFlags flags;

  EvalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (jsonl) {
      if (expression != null) {
        throw new Misuse("--jsonl reads its expressions from standard input");
      }
      new JsonLines(console, flags.options()).run();
      return Outcome.OK;
    }
    if (expression == null) {
      throw new Misuse("Missing required parameter: 'EXPR'");
    }
    Map<String, String> texts = Calculation.texts(values);
    OutputFiles files = output.files();
    Expression program = Weft.compile(expression, flags.options());
    new Calculation(program, WHAT, texts, files, output.json()).run(console);
    return Outcome.OK;
  }

  /** What the command does without options. */
  static Calculation calculation(String expression, List<String> values) {
    Map<String, String> texts = Calculation.texts(values);
    return new Calculation(Weft.compile(expression), WHAT, texts, OutputFiles.NONE, false);
  }
}
