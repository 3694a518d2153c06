// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.elaborate.Cases.Case;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dtypes and shapes of the shared cases, under the sizes of their inputs. */
class ConformanceTypesTest {
  /** Only ever raised. */
  private static final double EXPRESSIONS_FLOOR = 0.97;

  private static final double BAD_FLOOR = 0.95;

  static String check(Case test) {
    try {
      Graph graph = Cases.elaborate(test.expr(), test.inputs());
      Map<String, Long> values = Cases.bind(graph, test.inputs());
      if (dependsOnData(graph, values)) {
        return "a size that depends on data";
      }
      if (Cases.broken(graph, values).isPresent()) {
        return "guard: " + Cases.broken(graph, values).orElseThrow();
      }
      TensorType type = graph.outputs().getFirst().node().type();
      List<Long> shape = type.shape().stream().map(d -> Cases.size(d, values)).toList();
      boolean dtype =
          type.dtype() == test.expected().dtype()
              || test.otherDTypes().contains(type.dtype().shortName());
      return dtype && shape.equals(test.expected().shape())
          ? ""
          : "got " + type.dtype() + shape + ", not " + test.expected();
    } catch (WeftException e) {
      return "error: " + e.diagnostics().getFirst().message();
    }
  }

  private static boolean dependsOnData(Graph graph, Map<String, Long> values) {
    Stream<Dim> guarded = graph.guards().stream().flatMap(g -> Stream.of(g.left(), g.right()));
    Stream<Dim> given = graph.outputs().getFirst().node().type().shape().stream();
    return Stream.concat(guarded, given)
        .anyMatch(dim -> !values.keySet().containsAll(dim.symbols()));
  }

  @Test
  void typesOfExpressions() {
    int all = 0;
    List<String> failures = new ArrayList<>();
    for (Case test : Cases.read("expr_cases.jsonl")) {
      if (test.inputs() != null && test.expected() != null) {
        all++;
        String failure = check(test);
        if (!failure.isEmpty()) {
          failures.add(test.id() + " " + test.expr() + ": " + failure);
        }
      }
    }
    double rate = 1 - (double) failures.size() / all;
    System.getLogger("conformance").log(System.Logger.Level.DEBUG, failures::toString);
    assertTrue(rate >= EXPRESSIONS_FLOOR, rate + " of " + all + "\n" + String.join("\n", failures));
  }

  @Test
  void badTextsAreErrors() {
    int all = 0;
    List<String> failures = new ArrayList<>();
    for (Case test : Cases.read("bad_cases.jsonl")) {
      if (test.inputs() != null) {
        all++;
        String failure = judge(test);
        if (!failure.isEmpty()) {
          failures.add(test.id() + ": " + failure);
        }
      }
    }
    double rate = 1 - (double) failures.size() / all;
    assertTrue(rate >= BAD_FLOOR, rate + " of " + all + "\n" + String.join("\n", failures));
  }

  private static String judge(Case test) {
    boolean works = test.json().get("must").string().equals("work");
    boolean soft = test.json().has("soft");
    String outcome = outcome(test);
    boolean failed = !outcome.equals("works");
    String text = test.expr().substring(0, Math.min(60, test.expr().length()));
    return soft || failed != works ? "" : text + " -> " + outcome;
  }

  private static String outcome(Case test) {
    try {
      Graph graph = Cases.elaborate(test.expr(), test.inputs());
      return Cases.broken(graph, Cases.bind(graph, test.inputs()))
          .map(guard -> "guard " + guard.code())
          .orElse("works");
    } catch (WeftException e) {
      return "error " + e.code();
    }
  }
}
