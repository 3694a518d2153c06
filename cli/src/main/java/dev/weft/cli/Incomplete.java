// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import java.util.Set;

/** Does a text go on in the next line? */
final class Incomplete {
  /** The text ends too early; a bracket is never closed. */
  private static final Set<String> CODES = Set.of("E0002", "E0003");

  private Incomplete() {}

  /** True where more text could make a program of it: an open bracket, an operator at the end. */
  static boolean isIncomplete(String text) {
    if (PromptCommand.isCommand(text)) {
      return false;
    }
    try {
      WeftParser.parseScript(new Source(Session.LINE, text));
      return false;
    } catch (WeftException e) {
      return e.diagnostics().stream().map(Diagnostic::code).allMatch(CODES::contains);
    }
  }
}
