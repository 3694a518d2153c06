// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs a few commands in one JVM, so that the launcher can record which classes a start needs. Exit
 * codes and output do not matter here.
 */
final class Rehearsal {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("--help"),
          List.of("eval", "1 + 1"),
          List.of("eval", "1 +"),
          List.of("eval", "x * 2.0", "x=[1, 2]"),
          List.of("eval", "sum(exp(2*a + 1)**2, axis=0)", "a=[[1.0, 2.0], [3.0, 4.0]]", "--json"),
          List.of("eval", "--jsonl"),
          List.of("repl"),
          List.of("explain", "sin(a) + 1", "a:f64[n]"));

  /** A request; as a line at the prompt it is a mistake. */
  private static final String INPUT = "{\"id\": 1, \"expr\": \"2 * 3.0\"}\n";

  private Rehearsal() {}

  public static void main(String[] args) {
    for (List<String> command : COMMANDS) {
      Console silent =
          Console.of(
              new ByteArrayInputStream(INPUT.getBytes(StandardCharsets.UTF_8)),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream());
      Main.run(silent, command.toArray(String[]::new));
    }
    Stderr.drain();
  }
}
