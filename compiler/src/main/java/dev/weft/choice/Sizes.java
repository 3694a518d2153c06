// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.program.Dim;
import dev.weft.program.Program;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Relation;
import dev.weft.program.Program.SymbolSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of a program's symbols, from some of them and what must hold between all. */
final class Sizes {
  private final Program program;
  private final Map<String, Long> known;

  private Sizes(Program program, Map<String, Long> given) {
    this.program = program;
    this.known = new HashMap<>(given);
  }

  /**
   * The values of all symbols.
   *
   * @throws IllegalArgumentException if one does not follow, or is none of the program's
   */
  static Map<String, Long> of(Program program, Map<String, Long> given) {
    Sizes sizes = new Sizes(program, given);
    sizes.requireKnown(given);
    sizes.follow();
    sizes.requireAll();
    return sizes.known;
  }

  private void requireKnown(Map<String, Long> given) {
    List<String> all = program.symbols().stream().map(SymbolSource::symbol).toList();
    for (String name : given.keySet()) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException(
            "there is no size '" + name + "'; the sizes are " + String.join(", ", all));
      }
    }
  }

  /** Two sizes that must be equal are, until nothing new follows. */
  private void follow() {
    int before;
    do {
      before = known.size();
      for (Guard guard : program.guards()) {
        if (guard.relation() == Relation.EQUAL) {
          equal(guard.left(), guard.right());
          equal(guard.right(), guard.left());
        }
      }
    } while (known.size() > before);
  }

  private void equal(Dim dim, Dim other) {
    Optional<String> symbol =
        dim.symbols().stream().filter(name -> Dim.symbol(name).equals(dim)).findFirst();
    if (symbol.isPresent() && known.keySet().containsAll(other.symbols())) {
      known.putIfAbsent(symbol.get(), other.evaluate(known::get));
    }
  }

  private void requireAll() {
    String missing =
        program.symbols().stream()
            .filter(symbol -> !known.containsKey(symbol.symbol()))
            .map(this::described)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("sizes are missing: " + missing);
    }
  }

  private String described(SymbolSource symbol) {
    return switch (symbol) {
      case SymbolSource.Axis(String name, int input, int axis) ->
          name + " (axis " + axis + " of " + program.inputs().get(input).name() + ")";
      case SymbolSource.Value(String name, _) -> name;
    };
  }

  /** Elements of every input. */
  static double[] elements(Program program, Map<String, Long> sizes) {
    double[] elements = new double[program.inputs().size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = program.inputs().get(i).dtype().isComplex() ? 2 : 1;
    }
    for (SymbolSource symbol : program.symbols()) {
      if (symbol instanceof SymbolSource.Axis(String name, int input, _)) {
        elements[input] *= sizes.get(name);
      }
    }
    return elements;
  }
}
