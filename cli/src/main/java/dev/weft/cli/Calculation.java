// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * One calculation from the command line.
 *
 * @param program what to calculate
 * @param name what messages call it
 * @param texts the values of inputs by name, as given
 * @param outputs which results go to files
 * @param json true where the others are told as JSON
 */
record Calculation(
    Expression program, String name, Map<String, String> texts, OutputFiles outputs, boolean json) {

  /** Arguments of the form {@code name=VALUE}, as texts by name. */
  static Map<String, String> texts(List<String> arguments) {
    return Pairs.split(arguments, '=', "name=VALUE");
  }

  /** Calculates and tells the results. */
  void run(Console console) {
    Names.check(program, texts.keySet(), name);
    Map<String, Tensor> rest;
    try (LargeResults large = new LargeResults(outputs)) {
      Map<String, Tensor> results = results(Values.read(texts), large);
      Results.warnings(program, name).forEach(console.err()::print);
      rest = outputs.write(results, large);
    }
    if (rest.isEmpty()) {
      return;
    }
    if (json) {
      Results.printJson(rest, console.out());
    } else {
      Results.print(rest, console.out());
    }
  }

  private Map<String, Tensor> results(Map<String, Object> values, LargeResults large) {
    try {
      return program.callInto(large, values);
    } catch (WeftException e) {
      throw Names.withHelp(
          e, input -> Wording.of("give it one: %s=VALUE, or %s=@FILE.npy", input, input));
    }
  }
}
