// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.antlr.WeftGrammarParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plain numbers found without a parse are those that the lexer finds. */
class NumeralsTest {
  private static final List<String> PIECES =
      List.of(
          "2",
          "3.5",
          ".5",
          "7.",
          "1e3",
          "2E-4",
          "0",
          "1",
          "0.0",
          "1.0",
          "0x1f",
          "0b1",
          "0o7",
          "1_000",
          "2j",
          "7i64",
          "2.5f32",
          "x",
          "x2",
          "e5",
          "_3",
          "\u00e9",
          "\u65e5",
          "\u00a0",
          "...",
          ".",
          "..",
          "+",
          "-",
          "*",
          "**",
          "(",
          ")",
          "[",
          "]",
          ":",
          ",",
          " ",
          "\n",
          "e",
          "E",
          "123456789012345678",
          "1234567890123456789",
          "1e999",
          "007",
          "00",
          "3.T",
          "\ufeff",
          "\ud835\udc31",
          "j",
          "0e",
          "0e+",
          "0e+5",
          "0x1e+5");

  private static String form(String text) {
    return Numerals.of(text).map(Numerals::form).orElse("-");
  }

  @Test
  void marksStandForPlainNumbers() {
    assertEquals("?*a + ?.*b", form("2*a + 3.5*b"));
    assertEquals("?. + ?. + ?. - ?.", form("2. + .5 + 1e3 - 2E-4"));
    assertEquals("x2 * ?[0, 1, ?]", form("x2 * 3[0, 1, 2]"));
    assertEquals("0.0 * ? + 1.0 + 0x1f + 1_0", form("0.0 * 2 + 1.0 + 0x1f + 1_0"));
    assertEquals("2j + 2i64 + 2.5f32 + ?", form("2j + 2i64 + 2.5f32 + 2"));
    assertEquals("a[..., ?]", form("a[..., 2]"));
    assertEquals("a[...,1e999*?]", form("a[...,1e999*2]"));
    assertEquals("1234567890123456789*?", form("1234567890123456789*123456789012345678"));
  }

  @Test
  void someTextsHaveNoForm() {
    for (String text : List.of("", "a + b", "a[0] + 1", "2*a # 3", "einsum('ij', 2*a)", "2 ? 3")) {
      assertEquals("-", form(text), text);
    }
    assertEquals("-", form("2" + " + 2".repeat(Numerals.MOST_CHARS)));
    assertEquals("-", form("2" + " + 2".repeat(100)), "too many");
  }

  @Test
  void placesMoveWithTheNumbers() {
    Numerals one = Numerals.of("2*a + 3.5*bc").orElseThrow();
    Numerals other = Numerals.of("2000*a + 3*bc".replace("3", "3.")).orElseThrow();
    assertEquals(one.form(), other.form());
    assertEquals(new Span(0, 6), one.in(other, new Span(0, 3)));
    assertEquals(new Span(7, 8), one.in(other, new Span(4, 5)));
    assertEquals(new Span(9, 14), one.in(other, new Span(6, 12)));
    Span within = other.in(one, new Span(2, 3));
    assertEquals(new Span(1, 1), within, "inside of a number: its end");
  }

  /** The lexer's tokens, as its numbers: start, end. */
  private static List<Span> numbers(String text) {
    Source source = new Source("t", text);
    List<Span> found = new ArrayList<>();
    Scanner.scan(source, new Problems(source)).stream()
        .filter(token -> token.getType() == WeftGrammarParser.NUMBER)
        .forEach(token -> found.add(Tokens.span(token)));
    return found;
  }

  @Test
  void whatIsMarkedIsANumberForTheLexer() {
    Random random = new Random(5);
    int marked = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Numerals numerals = Numerals.of(text.toString()).orElse(null);
      if (numerals != null) {
        List<Span> numbers = numbers(text.toString());
        numerals.literals().forEach(n -> assertTrue(numbers.contains(n.span()), text + " " + n));
        marked += numerals.literals().size();
      }
    }
    assertTrue(marked > 2_000, marked + " marked");
  }
}
