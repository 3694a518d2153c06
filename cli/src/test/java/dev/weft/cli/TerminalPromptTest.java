// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The prompt through the line editor, on a terminal that can do nothing. */
@Timeout(60)
final class TerminalPromptTest {
  @TempDir Path folder;

  private static String type(String keys, Path history) throws IOException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
    try (Terminal terminal = new DumbTerminal("test", "dumb", in, screen, StandardCharsets.UTF_8)) {
      assertEquals(0, new TerminalPrompt(terminal, Options.DEFAULT, history).run());
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersAndRemembers() throws IOException {
    Path history = folder.resolve("history");
    String screen = type("x = linspace(0,1,5)\nsum(x)\nx[7]\n[1,\n2]\n:quit\n", history);
    assertTrue(screen.contains("2.5"), screen);
    assertTrue(screen.contains("error[E0208]"), screen);
    assertTrue(screen.contains("[1 2]"), screen);
    String remembered = Files.readString(history);
    assertTrue(remembered.contains("x = linspace(0,1,5)"), remembered);
  }

  @Test
  void theEndOfTheInputIsTheEnd() throws IOException {
    assertTrue(type("1 + 1\n", null).contains("2"));
  }

  private static List<String> completed(Definitions definitions, String line) {
    ParsedLine parsed = new PromptParser().parse(line, line.length(), ParseContext.COMPLETE);
    List<Candidate> candidates = new ArrayList<>();
    new PromptCompleter(definitions).complete(null, parsed, candidates);
    return candidates.stream()
        .map(Candidate::value)
        .filter(value -> value.startsWith(parsed.word()))
        .toList();
  }

  @Test
  void completes() throws IOException {
    Definitions definitions = new Definitions();
    definitions.put("sums", new Name(1L, "1", true));
    definitions.put("sumsq", "fn sumsq(x) = sum(x * x)");
    assertEquals(List.of("sums", "sumsq(", "sum("), completed(definitions, "1 + sum"));
    assertEquals(List.of(":type", ":time"), completed(definitions, ":t"));
    assertEquals(List.of("shape"), completed(definitions, "x.sh"));
    assertTrue(completed(definitions, ":type x.m").contains("mean("));
    assertTrue(completed(definitions, "np.linsp").contains("linspace("));
    Files.createFile(folder.resolve("a.expr"));
    Files.createFile(folder.resolve("a.txt"));
    assertEquals(List.of(folder + "/a.expr"), completed(definitions, ":load " + folder + "/a"));
  }
}
