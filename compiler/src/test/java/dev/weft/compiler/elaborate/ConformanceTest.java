// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.elaborate.Cases.Case;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.Op;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import dev.weft.io.TensorJson;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The values of the shared cases, as the graph interpreter gives them. */
class ConformanceTest {
  /** Of all expression cases; only ever raised. */
  private static final double EXPRESSIONS_FLOOR = 0.98;

  private static final double BAD_FLOOR = 0.95;
  private static final Path DATA = Path.of("src/test/resources/conformance");

  /** How many cases of a tag there are, and how many pass. */
  private record Rate(int all, int passed) {
    Rate plus(boolean pass) {
      return new Rate(all + 1, passed + (pass ? 1 : 0));
    }

    double value() {
      return (double) passed / all;
    }
  }

  static String check(Case test) throws IOException {
    if (test.inputs() == null || test.expected() == null) {
      return "a dtype of later versions";
    }
    try {
      Tensor got = evaluate(test);
      Tensor expected = TensorJson.read(test.json().get("expected"), DATA);
      boolean dtype =
          got.dtype() == expected.dtype() || test.otherDTypes().contains(got.dtype().shortName());
      return dtype ? Closeness.of(test.json()).complaint(expected, got) : "dtype " + got.dtype();
    } catch (WeftException e) {
      return e.code() + " " + e.diagnostics().getFirst().message();
    }
  }

  private static Tensor evaluate(Case test) throws IOException {
    Source source = new Source("<expression>", test.expr());
    Map<String, Signature.Argument> arguments = new LinkedHashMap<>();
    test.inputs()
        .forEach((n, g) -> arguments.put(n, Signature.Argument.of(g.dtype(), g.shape().size())));
    Template template = Template.of(WeftParser.parseExpression(source));
    Graph graph = Elaborator.elaborate(template, new Signature(arguments));
    List<Tensor> inputs = new ArrayList<>();
    for (var node : graph.inputs()) {
      String name = ((Op.Input) node.op()).name();
      inputs.add(TensorJson.read(test.json().get("inputs").get(name), DATA));
    }
    return GraphInterpreter.run(graph, source, GraphInterpreter.Functions.REFERENCE, inputs)
        .getFirst();
  }

  @Test
  void expressions() throws IOException {
    Map<String, Rate> rates = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    for (Case test : Cases.read("expr_cases.jsonl")) {
      String complaint = check(test);
      if (!complaint.isEmpty()) {
        failures.add(test.id() + " | " + test.expr() + " | " + complaint);
      }
      List<String> tags = new ArrayList<>(List.of("ALL"));
      test.json().get("tags").items().forEach(tag -> tags.add(tag.string()));
      for (String tag : tags) {
        rates.merge(
            tag, new Rate(0, 0).plus(complaint.isEmpty()), (a, b) -> a.plus(b.passed() == 1));
      }
    }
    Rate all = rates.get("ALL");
    assertTrue(all.value() >= EXPRESSIONS_FLOOR, all + "\n" + String.join("\n", failures));
  }

  @Test
  void badTexts() throws IOException {
    Rate rate = new Rate(0, 0);
    List<String> failures = new ArrayList<>();
    for (Case test : Cases.read("bad_cases.jsonl")) {
      if (isHuge(test)) {
        continue;
      }
      String complaint = judge(test);
      rate = rate.plus(complaint.isEmpty());
      if (!complaint.isEmpty()) {
        failures.add(test.id() + " | " + test.expr() + " | " + complaint);
      }
    }
    assertTrue(rate.value() >= BAD_FLOOR, rate + "\n" + String.join("\n", failures));
  }

  /** The interpreter is slow on purpose; types and errors of these are checked elsewhere. */
  private static boolean isHuge(Case test) {
    return test.expr().length() > 20_000;
  }

  /** Where either outcome may be right, both are; a result must be the expected one. */
  static String judge(Case test) throws IOException {
    boolean mustWork = test.json().get("must").string().equals("work");
    boolean either = test.json().has("soft");
    if (test.inputs() == null) {
      return mustWork && !either ? "a dtype of later versions" : "";
    }
    try {
      Tensor got = evaluate(test);
      if (!mustWork && !either) {
        return "accepted";
      }
      return test.json().has("expected") && test.expected() != null
          ? Closeness.of(test.json())
              .complaint(TensorJson.read(test.json().get("expected"), DATA), got)
          : "";
    } catch (WeftException e) {
      return mustWork && !either ? "refused: " + e.getMessage() : "";
    }
  }
}
