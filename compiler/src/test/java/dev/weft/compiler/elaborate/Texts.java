// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphChecker;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short ways from text to graphs, types, values and messages. */
final class Texts {
  private Texts() {}

  /** {@code "x:f64[n] k:weak i64"}, without spaces in a type. */
  static Signature signature(String inputs) {
    Map<String, Signature.Argument> arguments = new LinkedHashMap<>();
    for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ")) {
      String[] parts = input.split(":");
      boolean weak = parts[1].startsWith("weak-");
      arguments.put(
          parts[0],
          weak
              ? Signature.Argument.weak(DType.named(parts[1].substring(5)).orElseThrow())
              : Signature.Argument.parse(parts[1]));
    }
    return new Signature(arguments);
  }

  static Graph graph(String expression, String inputs) {
    Template template = Template.of(WeftParser.parseExpression(new Source("<test>", expression)));
    return checked(Elaborator.elaborate(template, signature(inputs)));
  }

  static Graph script(String script, String inputs) {
    Template template = Template.of(WeftParser.parseScript(new Source("<test>", script)));
    return checked(Elaborator.elaborate(template, signature(inputs)));
  }

  private static Graph checked(Graph graph) {
    GraphChecker.check("elaborate", graph);
    return graph;
  }

  static TensorType type(String expression, String inputs) {
    return graph(expression, inputs).outputs().getFirst().node().type();
  }

  /** The rendered errors of an expression, or nothing. */
  static String errors(String expression, String inputs) {
    try {
      graph(expression, inputs);
      return "";
    } catch (WeftException e) {
      return e.getMessage();
    }
  }

  static List<String> codes(String expression, String inputs) {
    try {
      graph(expression, inputs);
      return List.of();
    } catch (WeftException e) {
      return e.diagnostics().stream().map(d -> d.code()).toList();
    }
  }

  static List<String> scriptCodes(String script, String inputs) {
    try {
      script(script, inputs);
      return List.of();
    } catch (WeftException e) {
      return e.diagnostics().stream().map(d -> d.code()).toList();
    }
  }

  static Tensor value(String expression, Map<String, Tensor> inputs) {
    Source source = new Source("<test>", expression);
    Template template = Template.of(WeftParser.parseExpression(source));
    return run(template, source, inputs).get("result");
  }

  static Map<String, Tensor> runScript(String script, Map<String, Tensor> inputs) {
    Source source = new Source("<test>", script);
    return run(Template.of(WeftParser.parseScript(source)), source, inputs);
  }

  private static Map<String, Tensor> run(
      Template template, Source source, Map<String, Tensor> inputs) {
    Map<String, Signature.Argument> arguments = new LinkedHashMap<>();
    inputs.forEach((n, t) -> arguments.put(n, Signature.Argument.of(t.dtype(), t.rank())));
    Graph graph = checked(Elaborator.elaborate(template, new Signature(arguments)));
    List<Tensor> order = new ArrayList<>();
    graph.inputs().forEach(node -> order.add(inputs.get(((Op.Input) node.op()).name())));
    List<Tensor> results =
        GraphInterpreter.run(graph, source, GraphInterpreter.Functions.REFERENCE, order);
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      named.put(graph.outputs().get(i).name(), results.get(i));
    }
    return named;
  }
}
