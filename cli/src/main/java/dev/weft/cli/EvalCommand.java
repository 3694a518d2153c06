// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Weft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft eval}. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Calculate one expression.",
    footer = {
      "",
      "VALUE is a number or array as the language writes them (2.5, 7i32, [[1,2],[3,4]],",
      "linspace(0,1,5)), or a file: @x.npy, @x.npz:key, @x.csv:column, @x.csv.",
      "",
      "Examples:",
      "  weft eval \"1 + 1\"",
      "  weft eval \"sum(a * b)\" a=[1,2,3] b=@weights.npy",
      "  weft eval \"(min(x), max(x))\" x=@prices.csv:close --json",
      "  weft eval \"a.T @ a\" a=@data.npz:a -o gram.npy",
      "  echo '{\"id\": 1, \"expr\": \"2*x\", \"inputs\": {\"x\": 21}}' | weft eval --jsonl"
    })
final class EvalCommand implements Callable<Integer> {
  private static final String WHAT = "expression";

  private final Console console;

  @Spec private CommandSpec spec;

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

  @Mixin private Calculation calculation;

  @Option(
      names = "--jsonl",
      description = {
        "Answer requests, one line of JSON each, from standard input:",
        "{\"id\", \"expr\" or \"script\", \"inputs\": {name: {\"dtype\", \"shape\", \"data\" or"
            + " \"file\"}}}"
      })
  private boolean jsonl;

  @Mixin private RunFlags flags;

  EvalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (jsonl) {
      if (expression != null) {
        throw new ParameterException(
            spec.commandLine(),
            "--jsonl reads its expressions from standard input, not '" + expression + "'");
      }
      new JsonLines(console, flags.options()).run();
      return Outcome.OK;
    }
    if (expression == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'EXPR'");
    }
    Map<String, String> texts = Pairs.split(spec.commandLine(), values, '=', "name=VALUE");
    Expression program = Weft.compile(expression, flags.options());
    calculation.run(console, spec.commandLine(), program, texts, WHAT);
    return Outcome.OK;
  }
}
