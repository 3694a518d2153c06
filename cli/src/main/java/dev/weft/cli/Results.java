// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.choice.PlacedProgram;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Severity;
import dev.weft.diagnostic.Source;
import dev.weft.io.Json;
import dev.weft.io.TensorJson;
import dev.weft.tensor.Tensor;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Results as the user sees them. */
final class Results {
  private Results() {}

  /** As text: one value alone, and so those of a tuple; several outputs after their names. */
  static void print(Map<String, Tensor> results, PrintStream out) {
    boolean named = results.size() > 1 && !results.containsKey("0");
    results.forEach((name, value) -> out.println(named ? named(name, value) : value.toString()));
  }

  /** {@code name = value}, an array of several lines below its name. */
  static String named(String name, Tensor value) {
    String text = value.toString();
    return name + " =" + (text.indexOf('\n') < 0 ? " " : "\n") + text;
  }

  /** As one line of JSON. */
  static void printJson(Map<String, Tensor> results, PrintStream out) {
    StringBuilder json = new StringBuilder("{");
    appendMembers(results, json);
    out.append(json.append('}')).println();
  }

  /** Appends the members that tell results: those of a tensor, or one named {@code outputs}. */
  static void appendMembers(Map<String, Tensor> results, StringBuilder json) {
    if (results.size() == 1) {
      appendTensorMembers(results.values().iterator().next(), json);
      return;
    }
    json.append("\"outputs\": {");
    String separator = "";
    for (Map.Entry<String, Tensor> result : results.entrySet()) {
      json.append(separator).append(new Json.Text(result.getKey())).append(": ");
      TensorJson.append(result.getValue(), json);
      separator = ", ";
    }
    json.append('}');
  }

  private static void appendTensorMembers(Tensor tensor, StringBuilder json) {
    int start = json.length();
    TensorJson.append(tensor, json);
    json.deleteCharAt(json.length() - 1).deleteCharAt(start);
  }

  /** What is probably not meant in a program's text, and where it ran if that was chosen. */
  static List<String> warnings(Expression program, String name) {
    Source source = new Source(name, program.text());
    return program.diagnostics().stream()
        .filter(Results::isOfNote)
        .map((Diagnostic diagnostic) -> diagnostic.render(source))
        .toList();
  }

  private static boolean isOfNote(Diagnostic diagnostic) {
    return diagnostic.severity() == Severity.WARNING
        || diagnostic.code().equals(PlacedProgram.CHOSEN);
  }
}
