// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.WeftException;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Any text whatever gives a tree or diagnostics with a place in it, and nothing else. */
class RandomTextTest {
  private static final Pattern PIECE = Pattern.compile("\\w+|\\s+|[^\\w\\s]+");
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "f(",
          ")",
          "(",
          "[",
          "]",
          "{",
          "}",
          ",",
          ";",
          "\n",
          "\r\n",
          ":",
          ":=",
          "=",
          "==",
          "+",
          "-",
          "**",
          "*",
          "//",
          "@",
          "@fast",
          "@chunk(",
          "&",
          "|",
          "~",
          "not ",
          " and ",
          " or ",
          " if ",
          " else ",
          " for ",
          " in ",
          " over ",
          " while ",
          " limit ",
          " boundary ",
          "loop ",
          "scan ",
          "yield ",
          "fn ",
          "input ",
          "param ",
          "state ",
          "output ",
          "update ",
          "assert ",
          "import ",
          "module ",
          " as ",
          "->",
          "...",
          ".",
          "1",
          "2.5",
          "0x",
          "1..",
          "'s'",
          "\"",
          "'",
          "\\",
          "#",
          "+=",
          "**=",
          "np.",
          "True",
          "None",
          "λ",
          "×",
          "\ud835\udc31",
          "\ud800",
          "\0",
          "\t",
          "x[",
          "loop (a=1) for i in 0:3 {",
          "else if",
          "!",
          "?",
          "$");

  private final Random random = new Random(42);

  private static void parse(String text) {
    try {
      Script script = Texts.script(text);
      String printed = SyntaxPrinter.print(script);
      assertEquals(
          Texts.shape(script.statements()), Texts.shape(Texts.script(printed).statements()), text);
    } catch (WeftException error) {
      assertFalse(error.getMessage().isEmpty());
      for (Diagnostic diagnostic : error.diagnostics()) {
        assertTrue(diagnostic.span().end() <= text.length(), text);
      }
    }
    try {
      Texts.expression(text);
    } catch (WeftException error) {
      assertTrue(error.code().matches("E00\\d\\d"), text);
    }
  }

  @Test
  void piecesInAnyOrder() {
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(14); k >= 0; k--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      parse(text.toString());
    }
  }

  @Test
  void scriptsWithSomethingChanged() {
    for (String name : List.of("04_heat", "08_attention", "09_sobel", "10_portfolio")) {
      String script = Texts.resource("scripts/" + name + ".expr");
      List<String> pieces = PIECE.matcher(script).results().map(r -> r.group()).toList();
      for (int i = 0; i < 150; i++) {
        parse(changed(pieces));
      }
    }
  }

  /** One piece removed, doubled or replaced. */
  private String changed(List<String> pieces) {
    StringBuilder text = new StringBuilder();
    int at = random.nextInt(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      text.append(i == at ? replacement(piece) : piece);
    }
    return text.toString();
  }

  private String replacement(String piece) {
    return switch (random.nextInt(3)) {
      case 0 -> "";
      case 1 -> piece + piece;
      default -> PIECES.get(random.nextInt(PIECES.size()));
    };
  }
}
