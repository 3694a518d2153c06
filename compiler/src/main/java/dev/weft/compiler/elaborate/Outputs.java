// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;

/** What a program gives back, and what it demands. */
final class Outputs {
  private final Elaboration e;
  private final List<Graph.Output> outputs = new ArrayList<>();
  private final List<Graph.Assertion> assertions = new ArrayList<>();

  Outputs(Elaboration e) {
    this.e = e;
  }

  void add(String name, Value value, Span span) {
    Operand operand = new Operand(Lists.number(e, value, span), span);
    e.at(span);
    outputs.add(new Graph.Output(name, e.node(operand)));
  }

  /** The value of an expression string: one result, or one per element of a tuple. */
  void addAll(Value value, Span span) {
    if (value instanceof Value.Sequence tuple && !tuple.list()) {
      if (tuple.elements().isEmpty()) {
        throw ErrorCode.E0307.mistake(span, "an empty tuple has no value to give");
      }
      for (int i = 0; i < tuple.elements().size(); i++) {
        add(Integer.toString(i), tuple.elements().get(i), span);
      }
    } else {
      add("result", value, span);
    }
  }

  void demand(Node condition, String message, Span span, Region region) {
    if (region.isBody()) {
      throw ErrorCode.E0301
          .mistake(span, "`assert` in a loop is not in this version")
          .help("collect the condition in a carried name and assert it after the loop");
    }
    assertions.add(new Graph.Assertion(condition, message, span));
  }

  boolean isEmpty() {
    return outputs.isEmpty();
  }

  List<Graph.Output> outputs() {
    return outputs;
  }

  List<Graph.Assertion> assertions() {
    return assertions;
  }
}
