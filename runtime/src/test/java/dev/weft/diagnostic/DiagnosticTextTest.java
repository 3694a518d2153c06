// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
  private static Source source(String text) {
    return new Source("risk.expr", text);
  }

  private static Span find(Source source, String part) {
    int start = source.text().indexOf(part);
    return new Span(start, start + part.length());
  }

  @Test
  void labelsStandUnderTheirPlacesWithColumnsLinedUp() {
    Source source = source("input a: f32[n, 3]\ninput b: f32[n, 4]\n    y = a * b + c\n");
    int line = source.lineStart(3);
    String text =
        Diagnostic.error("E0203", "cannot broadcast f32[n, 3] with f32[n, 4]")
            .at(new Span(line + 10, line + 11))
            .label(new Span(line + 8, line + 9), "f32[n, 3]\tfrom input a (line 1)")
            .label(new Span(line + 12, line + 13), "f32[n, 4]\tfrom input b (line 2)")
            .because("axis 1: 3 and 4 differ and neither is 1")
            .help("slice one side, e.g. b[:, 0:3]")
            .render(source);
    assertEquals(
        """
        error[E0203]: cannot broadcast f32[n, 3] with f32[n, 4]
          --> risk.expr:3:11
           |
         3 |     y = a * b + c
           |         - ^ -
           |         |   f32[n, 4]    from input b (line 2)
           |         f32[n, 3]        from input a (line 1)
           = axis 1: 3 and 4 differ and neither is 1
           = help: slice one side, e.g. b[:, 0:3]
        """,
        text);
  }

  @Test
  void aSingleWordStandsBesideTheCaret() {
    Source source = source("a + bb");
    Span bb = find(source, "bb");
    assertEquals(
        """
        warning[W0001]: odd
          --> risk.expr:1:5
           |
         1 | a + bb
           |     ^^ this one
        """,
        Diagnostic.warning("W0001", "odd").at(bb).label(bb, "this one").render(source));
  }

  @Test
  void linesFarApartArePartedByDots() {
    Source source = source("a = 1\n".repeat(9) + "b = 2\nc = 3\n");
    String text =
        Diagnostic.error("E0001", "no")
            .at(find(source, "c = 3"))
            .label(find(source, "b = 2"), "second")
            .label(new Span(0, 1), "first")
            .render(source);
    assertEquals(
        """
        error[E0001]: no
           --> risk.expr:11:1
            |
          1 | a = 1
            | - first
        ...
         10 | b = 2
            | ----- second
         11 | c = 3
            | ^^^^^
        """,
        text);
  }

  @Test
  void columnsFollowTabsWideAndInvisibleCharacters() {
    Source source = source("\tλ = 变 + e\u0301 + \u202ex");
    String text = Diagnostic.error("E0001", "no").at(find(source, "x")).render(source);
    assertEquals(
        """
        error[E0001]: no
          --> risk.expr:1:16
           |
         1 |     λ = 变 + e\u0301 + <U+202E>x
           |                          ^
        """,
        text);
  }

  @Test
  void aLongLineIsCutRoundTheCaret() {
    Source source = source("a + ".repeat(50_000) + "bad" + " + a".repeat(50_000));
    Span bad = find(source, "bad");
    String text =
        Diagnostic.error("E0001", "no").at(bad).label(new Span(0, 1), "far\taway").render(source);
    List<String> lines = text.lines().toList();
    assertTrue(text.length() < 600, text);
    int caret = lines.get(4).indexOf("^^^");
    assertEquals("bad", lines.get(3).substring(caret, caret + 3));
    assertTrue(lines.get(3).contains("... ") && lines.get(3).endsWith(" ..."), text);
    assertEquals("   = at column 1: far away", lines.get(5));
  }

  @Test
  void aCutNeverPartsASurrogatePair() {
    Source source = source("\ud835\udc31".repeat(300));
    for (int at = 0; at < 600; at += 2) {
      String text = Diagnostic.error("E0001", "no").at(new Span(at, at + 2)).render(source);
      assertFalse(text.contains("<U+D8") || text.contains("<U+DC"), text);
    }
  }

  @Test
  void theEndOfTheTextHasAPlace() {
    Source source = source("a +\n");
    String text = Diagnostic.error("E0002", "no").at(Span.at(4)).render(source);
    assertTrue(text.contains("--> risk.expr:2:1"), text);
    Source empty = source("");
    assertEquals(
        """
        error[E0011]: no
          --> risk.expr:1:1
           |
         1 |
           | ^
        """,
        Diagnostic.error("E0011", "no").at(Span.at(0)).render(empty));
  }

  @Test
  void aDiagnosticWithoutAPlaceHasNoSnippet() {
    assertEquals(
        """
        error[E0900]: input `x` is missing
           = help: give it a value
        """,
        Diagnostic.error("E0900", "input `x` is missing")
            .help("give it a value")
            .render(source("")));
  }

  @Test
  void aSpanOverSeveralLinesIsMarkedOnItsFirst() {
    Source source = source("f(a,\n  b)");
    String text = Diagnostic.error("E0001", "no").at(new Span(1, 9)).render(source);
    assertTrue(text.endsWith(" 1 | f(a,\n   |  ^^^\n"), text);
  }

  @Test
  void messagesCannotMoveTheCursor() {
    String text = Diagnostic.error("E0001", "a\u001b[31m\nb").because("x\ny").render(source(""));
    assertEquals("error[E0001]: a<U+001B>[31m<U+000A>b\n   = x\n     y\n", text);
  }

  @Test
  void anExceptionCarriesAllAndSpeaksOfTheFirst() {
    Diagnostic first = Diagnostic.error("E0001", "first").at(Span.at(0));
    WeftException error =
        new WeftException(source("a"), Collections.nCopies(25, first).stream().toList());
    assertEquals("E0001", error.code());
    assertEquals(25, error.diagnostics().size());
    assertTrue(error.getMessage().startsWith("error[E0001]: first\n"));
    assertTrue(error.getMessage().endsWith("... and 5 more\n"));
    assertThrows(IllegalArgumentException.class, () -> new WeftException(source("a"), List.of()));
  }
}
