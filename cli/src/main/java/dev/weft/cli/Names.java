// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.compiler.elaborate.Vocabulary;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.WeftException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Do the names that the user gives values for fit the program? */
final class Names {
  private static final String MISSING = "E0108";

  private Names() {}

  /**
   * Fails for a name that the program does not have: a value without a use is a mistake.
   *
   * @param what the program, for the message
   */
  static void check(Expression program, Collection<String> given, String what) {
    List<String> known =
        Stream.of(program.inputs(), program.parameters(), program.constants())
            .flatMap(List::stream)
            .toList();
    for (String name : given) {
      if (!known.contains(name)) {
        String has = "it has " + listing(program);
        throw Failure.of(
            Codes.NAME,
            what + " has no input '" + name + "'",
            Vocabulary.nearest(name, known)
                .map(near -> "did you mean '" + near + "'? " + has)
                .orElse(has));
      }
    }
  }

  private static String listing(Expression program) {
    List<String> parts = new ArrayList<>();
    add(parts, "input", program.inputs());
    add(parts, "param", program.parameters());
    return parts.isEmpty() ? "no inputs" : String.join(" and the ", parts);
  }

  private static void add(List<String> parts, String what, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(what + (names.size() == 1 ? " " : "s ") + String.join(", ", names));
    }
  }

  /** The same mistakes; where an input has no value, with how to give it one here. */
  static WeftException withHelp(WeftException mistake, UnaryOperator<String> help) {
    List<Diagnostic> told = new ArrayList<>();
    for (Diagnostic diagnostic : mistake.diagnostics()) {
      boolean missing = diagnostic.code().equals(MISSING) && diagnostic.span() != null;
      told.add(
          missing
              ? diagnostic.help(help.apply(mistake.source().text(diagnostic.span())))
              : diagnostic);
    }
    return new WeftException(mistake.source(), told);
  }
}
