// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;

/** The prompt without a terminal: lines in, results out, and nothing else. */
final class PipedPrompt {
  private PipedPrompt() {}

  /**
   * Answers until the input ends.
   *
   * @return the exit code: that of the worst failure
   */
  static int run(Console console, Options options) {
    Repl repl =
        new Repl(
            options, new PrintWriter(console.out(), true), new PrintWriter(console.err(), true));
    try (BufferedReader lines = console.lines()) {
      StringBuilder text = new StringBuilder();
      String line = lines.readLine();
      while (line != null) {
        text.append(text.isEmpty() ? "" : "\n").append(line);
        if (!Incomplete.isIncomplete(text.toString())) {
          take(repl, text.toString());
          text.setLength(0);
        }
        line = repl.hasEnded() ? null : lines.readLine();
      }
      take(repl, text.toString());
    } catch (IOException e) {
      throw Failure.of(Codes.FILE, "cannot read standard input: " + e.getMessage());
    }
    return repl.worst();
  }

  private static void take(Repl repl, String text) {
    if (!text.isBlank()) {
      repl.take(text);
    }
  }
}
