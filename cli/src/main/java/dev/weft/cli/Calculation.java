// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** One calculation from the command line: what {@code eval} and {@code run} have in common. */
final class Calculation {
  @Option(
      names = "-o",
      paramLabel = "[name=]FILE.npy",
      description = "Write a result to a file instead of printing it. Repeatable.")
  private List<String> files = List.of();

  @Option(
      names = "--json",
      description = {
        "Print results as one line of JSON: {\"dtype\", \"shape\", \"data\"},",
        "or {\"outputs\": {name: ...}} for several."
      })
  private boolean json;

  /**
   * Calculates and tells the results.
   *
   * @param texts the values of inputs by name, as given
   * @param name what messages call the program
   */
  void run(
      Console console,
      CommandLine command,
      Expression program,
      Map<String, String> texts,
      String name) {
    OutputFiles outputs = OutputFiles.parse(command, files);
    Names.check(program, texts.keySet(), name);
    Map<String, Tensor> results = results(program, Values.read(texts));
    Results.warnings(program, name).forEach(console.err()::print);
    Map<String, Tensor> rest = outputs.write(results);
    if (rest.isEmpty()) {
      return;
    }
    if (json) {
      Results.printJson(rest, console.out());
    } else {
      Results.print(rest, console.out());
    }
  }

  private static Map<String, Tensor> results(Expression program, Map<String, Object> values) {
    try {
      return program.callAll(values);
    } catch (WeftException e) {
      throw Names.withHelp(
          e, input -> "give it one: %s=VALUE, or %s=@FILE.npy".formatted(input, input));
    }
  }
}
