// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Dim;
import dev.weft.program.DimText;
import dev.weft.program.Program;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what a program demands of sizes. */
final class Guards {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");

  private Guards() {}

  /** Fails with the first guard that does not hold; those of sizes not known yet wait. */
  static void check(Program program, Symbols symbols, Source source) {
    for (Program.Guard guard : program.guards()) {
      if (!symbols.know(guard.left()) || !symbols.know(guard.right())) {
        continue;
      }
      long left = symbols.value(guard.left());
      long right = symbols.value(guard.right());
      boolean holds =
          switch (guard.relation()) {
            case EQUAL -> left == right;
            case BROADCASTABLE -> left == right || left == 1 || right == 1;
            case AT_LEAST -> left >= right;
            case LESS_THAN -> left < right;
          };
      if (!holds) {
        throw new WeftException(source, diagnostic(guard, symbols));
      }
    }
  }

  private static Diagnostic diagnostic(Program.Guard guard, Symbols symbols) {
    UnaryOperator<String> fill = text -> fill(text, guard, symbols);
    Diagnostic diagnostic =
        Diagnostic.error(guard.code(), fill.apply(guard.message()))
            .at(new Span(guard.start(), guard.end()));
    for (Program.Label label : guard.labels()) {
      Span place = new Span(label.start(), label.end());
      diagnostic = diagnostic.label(place, fill.apply(label.text()));
    }
    return guard.help().isEmpty() ? diagnostic : diagnostic.help(fill.apply(guard.help()));
  }

  /** Puts values in the place of braces: the guard's sides, and sizes such as {@code {n - 1}}. */
  private static String fill(String text, Program.Guard guard, Symbols symbols) {
    Matcher matcher = BRACES.matcher(text);
    return matcher.replaceAll(
        match ->
            shown(
                symbols,
                switch (match.group(1)) {
                  case "left" -> guard.left();
                  case "right" -> guard.right();
                  case String dim -> DimText.parse(dim);
                }));
  }

  /** A size in a message; one that is not found yet is open. */
  private static String shown(Symbols symbols, Dim dim) {
    return symbols.know(dim) ? Long.toString(symbols.value(dim)) : "?";
  }
}
