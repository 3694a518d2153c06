// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Dim;
import dev.weft.program.DimText;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Label;
import dev.weft.program.Program.SymbolSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of a graph's symbols for given inputs. */
final class Sizes {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");

  private final Map<String, Long> values = new HashMap<>();

  private Sizes() {}

  /**
   * @throws WeftException if a guard does not hold or an input is not of its type
   */
  static Sizes bind(Graph graph, Source source, List<Cells> inputs) {
    Sizes sizes = new Sizes();
    for (SymbolSource symbol : graph.symbols()) {
      long value =
          switch (symbol) {
            case SymbolSource.Axis axis -> inputs.get(axis.input()).shape()[axis.axis()];
            case SymbolSource.Value scalar -> inputs.get(scalar.input()).item().asLong();
          };
      sizes.values.put(symbol.symbol(), value);
    }
    sizes.check(graph.guards(), source);
    for (int i = 0; i < inputs.size(); i++) {
      sizes.checkShape(graph.inputs().get(i), inputs.get(i), source);
    }
    return sizes;
  }

  /** Gives a value to a size that depends on data, and checks what may be said of it. */
  void bind(String symbol, long value, List<Guard> guards, Source source) {
    values.put(symbol, value);
    check(guards, source);
  }

  /** Checks the guards whose sizes are all known by now. */
  private void check(List<Guard> guards, Source source) {
    for (Guard guard : guards) {
      Set<String> spoken = new HashSet<>(guard.left().symbols());
      spoken.addAll(guard.right().symbols());
      if (values.keySet().containsAll(spoken)) {
        check(guard, source);
      }
    }
  }

  long value(Dim dim) {
    return dim.evaluate(
        name -> {
          Long value = values.get(name);
          if (value == null) {
            throw new CompilerBug("graph interpreter", "nothing gives a value to size " + name);
          }
          return value;
        });
  }

  long[] values(List<Dim> dims) {
    return dims.stream().mapToLong(this::value).toArray();
  }

  private void checkShape(Node input, Cells cells, Source source) {
    TensorType type = input.type();
    if (!Arrays.equals(values(type.shape()), cells.shape())) {
      String message =
          Wording.of("%s is %s, not of shape %s", input.op(), type, Arrays.toString(cells.shape()));
      throw new WeftException(source, Diagnostic.error("E0213", message));
    }
  }

  private void check(Guard guard, Source source) {
    long left = value(guard.left());
    long right = value(guard.right());
    boolean holds =
        switch (guard.relation()) {
          case EQUAL -> left == right;
          case BROADCASTABLE -> left == right || left == 1 || right == 1;
          case AT_LEAST -> left >= right;
          case LESS_THAN -> left < right;
        };
    if (!holds) {
      throw new WeftException(source, diagnostic(guard));
    }
  }

  private Diagnostic diagnostic(Guard guard) {
    Diagnostic diagnostic =
        Diagnostic.error(guard.code(), filled(guard.message(), guard))
            .at(new Span(guard.start(), guard.end()));
    for (Label label : guard.labels()) {
      Span place = new Span(label.start(), label.end());
      diagnostic = diagnostic.label(place, filled(label.text(), guard));
    }
    return guard.help().isEmpty() ? diagnostic : diagnostic.help(filled(guard.help(), guard));
  }

  /** A size in a message; one that is not found yet is open. */
  private String shown(Dim dim) {
    return values.keySet().containsAll(dim.symbols()) ? Long.toString(value(dim)) : "?";
  }

  private String filled(String text, Guard guard) {
    return BRACES
        .matcher(text)
        .replaceAll(
            match ->
                shown(
                    switch (match.group(1)) {
                      case "left" -> guard.left();
                      case "right" -> guard.right();
                      case String dim -> DimText.parse(dim);
                    }));
  }
}
