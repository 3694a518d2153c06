// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.Graph;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.WeftParser;
import dev.weft.io.Json;
import dev.weft.program.Dim;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shared conformance cases, as far as types and shapes go. */
final class Cases {
  private Cases() {}

  /** An input: dtype, shape, and its value where it is one integer. */
  record Given(DType dtype, List<Long> shape, Optional<Long> integer) {}

  /**
   * @param inputs null where one is of a dtype of later versions
   * @param expected null where it is missing or of a dtype of later versions
   */
  record Case(
      String id,
      String expr,
      Map<String, Given> inputs,
      Given expected,
      List<String> otherDTypes,
      Json json) {}

  static List<Case> read(String file) {
    try (InputStream in = Cases.class.getResourceAsStream("/conformance/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.isBlank()).map(l -> read(Json.parse(l))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Json json) {
    Map<String, Given> inputs = new LinkedHashMap<>();
    boolean known = true;
    for (Map.Entry<String, Json> e : ((Json.Members) json.get("inputs")).values().entrySet()) {
      Optional<Given> given = given(e.getValue());
      known &= given.isPresent();
      given.ifPresent(g -> inputs.put(e.getKey(), g));
    }
    Given expected = json.has("expected") ? given(json.get("expected")).orElse(null) : null;
    List<String> other = new ArrayList<>();
    if (json.has("dtype_alt") && json.get("dtype_alt") instanceof Json.Items items) {
      items.values().forEach(v -> other.add(v.string()));
    }
    return new Case(
        json.get("id").string(),
        json.get("expr").string(),
        known ? inputs : null,
        expected,
        other,
        json);
  }

  private static Optional<Given> given(Json json) {
    List<Long> shape =
        json.get("shape").items().stream().map(d -> ((Json.Number) d).toLong()).toList();
    return DType.named(json.get("dtype").string())
        .map(dtype -> new Given(dtype, shape, integer(json, dtype, shape)));
  }

  private static Optional<Long> integer(Json json, DType dtype, List<Long> shape) {
    if (!dtype.isInteger() || !shape.isEmpty() || !json.has("data")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (json.get("data").items().getFirst()) {
          case Json.Number n -> n.toLong();
          case Json other -> Long.parseLong(other.string());
        });
  }

  static Graph elaborate(String expr, Map<String, Given> inputs) {
    Map<String, Signature.Argument> arguments = new LinkedHashMap<>();
    inputs.forEach((n, g) -> arguments.put(n, Signature.Argument.of(g.dtype(), g.shape().size())));
    Template template = Template.of(WeftParser.parseExpression(new Source("<expression>", expr)));
    return Elaborator.elaborate(template, new Signature(arguments));
  }

  /** The values of a graph's symbols for given inputs. */
  static Map<String, Long> bind(Graph graph, Map<String, Given> inputs) {
    List<Given> order =
        graph.inputs().stream()
            .map(n -> inputs.get(((dev.weft.compiler.graph.Op.Input) n.op()).name()))
            .toList();
    Map<String, Long> values = new HashMap<>();
    for (SymbolSource symbol : graph.symbols()) {
      switch (symbol) {
        case SymbolSource.Axis axis ->
            values.put(axis.symbol(), order.get(axis.input()).shape().get(axis.axis()));
        case SymbolSource.Value value ->
            values.put(value.symbol(), order.get(value.input()).integer().orElseThrow());
      }
    }
    return values;
  }

  /** The first guard that a binding breaks. */
  static Optional<Guard> broken(Graph graph, Map<String, Long> values) {
    return graph.guards().stream()
        .filter(g -> !holds(g, size(g.left(), values), size(g.right(), values)))
        .findFirst();
  }

  static long size(Dim dim, Map<String, Long> values) {
    return dim.evaluate(values::get);
  }

  private static boolean holds(Guard guard, long left, long right) {
    return switch (guard.relation()) {
      case EQUAL -> left == right;
      case BROADCASTABLE -> left == right || left == 1 || right == 1;
      case AT_LEAST -> left >= right;
      case LESS_THAN -> left < right;
    };
  }
}
