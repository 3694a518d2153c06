// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said about bad texts: the code, the place, and words that help. */
class SyntaxErrorsTest {
  private static final boolean SCRIPT = true;

  /** A text, its first error's code and column, and words that its message or help must hold. */
  private record Bad(String text, SyntaxCode code, int column, String words, boolean script) {
    Bad(String text, SyntaxCode code, int column, String words) {
      this(text, code, column, words, false);
    }
  }

  private static final List<Bad> BAD =
      List.of(
          new Bad("a +", SyntaxCode.E0002, 4, "expected an expression, found the end of the text"),
          new Bad("a.", SyntaxCode.E0002, 3, "expected a name"),
          new Bad("a if m", SyntaxCode.E0002, 7, "`a if condition else b`"),
          new Bad("a // / b", SyntaxCode.E0001, 6, "expected an expression, found `/`"),
          new Bad(".a", SyntaxCode.E0001, 1, "found `.`"),
          new Bad("(,)", SyntaxCode.E0001, 2, "expected an expression or `)`"),
          new Bad("a[1,,2]", SyntaxCode.E0001, 5, "found `,`"),
          new Bad("f(a,,)", SyntaxCode.E0001, 5, "found `,`"),
          new Bad("a[]", SyntaxCode.E0001, 3, "found `]`"),
          new Bad("sin a", SyntaxCode.E0001, 5, "`sin(...)`"),
          new Bad("sum(a axis=0)", SyntaxCode.E0001, 7, "expected `,` or `)`, found `axis`"),
          new Bad("sum(a, =0)", SyntaxCode.E0001, 8, "found `=`"),
          new Bad("where(m, a; b)", SyntaxCode.E0001, 11, "found `;`"),
          new Bad("a <= = b", SyntaxCode.E0001, 6, "to compare, write `==`"),
          new Bad("if a = b { 1 }; 2", SyntaxCode.E0001, 6, "to compare, write `==`"),
          new Bad("a:b", SyntaxCode.E0001, 2, "square brackets"),
          new Bad("if a: b", SyntaxCode.E0001, 5, "a block stands in braces"),
          new Bad("(a b", SyntaxCode.E0003, 1, "`(` is never closed"),
          new Bad("f(a, [1, 2)", SyntaxCode.E0004, 11, "`)` does not close `[`"),
          new Bad("a + b)", SyntaxCode.E0004, 6, "closes nothing"),
          new Bad("a[", SyntaxCode.E0003, 2, "`[` is never closed"),
          new Bad("{a", SyntaxCode.E0003, 1, "`{` is never closed"),
          new Bad("a \u00d7 b", SyntaxCode.E0005, 3, "write `*`"),
          new Bad("a \u2013 b", SyntaxCode.E0005, 3, "write `-`"),
          new Bad("a \u2264 b", SyntaxCode.E0005, 3, "write `<=`"),
          new Bad("a\u00b2", SyntaxCode.E0005, 2, "write `**2`"),
          new Bad("\u201ca\u201d", SyntaxCode.E0005, 1, "write `\"`"),
          new Bad("a\uff0bb", SyntaxCode.E0005, 2, "full-width form; write `+`"),
          new Bad("\u0661 + a", SyntaxCode.E0005, 1, "digits 0 to 9"),
          new Bad("\u202ea + b", SyntaxCode.E0005, 1, "U+202E, right-to-left override"),
          new Bad("a \ud800 b", SyntaxCode.E0005, 3, "U+D800"),
          new Bad("a\0 + b", SyntaxCode.E0005, 2, "U+0000"),
          new Bad("a =! b", SyntaxCode.E0005, 4, "did you mean `!=`?"),
          new Bad("!a", SyntaxCode.E0005, 1, "did you mean `not`"),
          new Bad("a ? b : c", SyntaxCode.E0005, 3, "`a if condition else b`"),
          new Bad("f('abc", SyntaxCode.E0006, 3, "does not end on its line"),
          new Bad("\"abc'", SyntaxCode.E0006, 1, "expected `\"`"),
          new Bad("a + 0x", SyntaxCode.E0007, 5, "needs digits"),
          new Bad("0b2", SyntaxCode.E0007, 1, "not a digit of a number in base 2"),
          new Bad("1..2", SyntaxCode.E0007, 1, "`1:2`"),
          new Bad("3.14.15", SyntaxCode.E0007, 1, "is not a number"),
          new Bad("1e1.5", SyntaxCode.E0007, 1, "is not a number"),
          new Bad("1e", SyntaxCode.E0007, 1, "exponent"),
          new Bad("0x1.8p", SyntaxCode.E0007, 1, "base 16"),
          new Bad("1_", SyntaxCode.E0007, 1, "between digits"),
          new Bad("1._5", SyntaxCode.E0007, 1, "between digits"),
          new Bad("007", SyntaxCode.E0007, 1, "write `7`"),
          new Bad("2x", SyntaxCode.E0007, 1, "`2 * x`"),
          new Bad("2.0f33", SyntaxCode.E0007, 1, "f32, f64"),
          new Bad("2.5i32", SyntaxCode.E0007, 1, "integer dtype"),
          new Bad("'a\\q'", SyntaxCode.E0008, 3, "unknown escape `\\q`"),
          new Bad("'\\x1'", SyntaxCode.E0008, 2, "unknown escape `\\x`"),
          new Bad("a".repeat((1 << 20) + 1), SyntaxCode.E0009, (1 << 20) + 1, "limit is 1048576"),
          new Bad("(".repeat(5000) + ")".repeat(5000), SyntaxCode.E0010, 400, "limit of 400"),
          new Bad("", SyntaxCode.E0011, 1, "no expression"),
          new Bad(" # nothing\n", SyntaxCode.E0011, 1, "no expression"),
          new Bad("a = b", SyntaxCode.E0012, 6, "gives no value"),
          new Bad("a += 1", SyntaxCode.E0012, 7, "gives no value"),
          new Bad("a ; b", SyntaxCode.E0013, 1, "one value"),
          new Bad("a\n- b", SyntaxCode.E0013, 1, "end this one with the operator"),
          new Bad("a + b = c; a", SyntaxCode.E0014, 1, "the result of an operation"),
          new Bad("f(x) = c; a", SyntaxCode.E0014, 1, "cannot assign to a call"),
          new Bad("f(x)[0] = c; a", SyntaxCode.E0014, 1, "a computed value"),
          new Bad("2 += 1; a", SyntaxCode.E0014, 1, "cannot assign to a number"),
          new Bad("a := 3; a", SyntaxCode.E0014, 1, "to bind a name, write `=`"),
          new Bad("a[0] := 3; a", SyntaxCode.E0014, 3, "plain name"),
          new Bad("f(a.b=3)", SyntaxCode.E0014, 3, "plain name"),
          new Bad("input x; x", SyntaxCode.E0015, 1, "every free name is an input"),
          new Bad("output x = 3", SyntaxCode.E0015, 1, "top of a script"),
          new Bad("if a { state b: f64 }", SyntaxCode.E0015, 8, "inside a block", SCRIPT),
          new Bad("yield a", SyntaxCode.E0015, 1, "`scan`"),
          new Bad("for i in 0:3 { yield i }", SyntaxCode.E0015, 16, "`scan`", SCRIPT),
          new Bad("a && b", SyntaxCode.E0016, 3, "write `and`"),
          new Bad("a || b", SyntaxCode.E0016, 3, "write `or`"),
          new Bad("a <> b", SyntaxCode.E0016, 3, "write `!=`"),
          new Bad("a === b", SyntaxCode.E0016, 3, "write `==`"),
          new Bad("a -> b", SyntaxCode.E0016, 3, "result type"),
          new Bad("a /* x */ + b", SyntaxCode.E0016, 3, "starts with `#`"),
          new Bad("lambda x: x", SyntaxCode.E0016, 1, "fn f(x)"),
          new Bad("f(lambda x: x)", SyntaxCode.E0016, 3, "fn f(x)"),
          new Bad("def f(): pass", SyntaxCode.E0016, 1, "fn f(x)"),
          new Bad("import os", SyntaxCode.E0016, 1, "import \"lib.expr\""),
          new Bad("from os import path", SyntaxCode.E0016, 1, "only scripts"),
          new Bad("with a: b", SyntaxCode.E0016, 1, "no `with`"),
          new Bad("let x = 3", SyntaxCode.E0016, 1, "`x = ...`"),
          new Bad("[i for i in a]", SyntaxCode.E0016, 4, "no comprehensions"),
          new Bad("(a := b)", SyntaxCode.E0016, 4, "bind it before"),
          new Bad("1 in [1, 2]", SyntaxCode.E0016, 3, "`any(a == x)`"),
          new Bad("a is b", SyntaxCode.E0016, 3, "write `==`"),
          new Bad("{1, 2}", SyntaxCode.E0016, 1, "`[1, 2]`"),
          new Bad("sin(*a)", SyntaxCode.E0016, 5, "unpacked"),
          new Bad("a, *b", SyntaxCode.E0016, 4, "unpacked"),
          new Bad("for x in xs { y = x }; y", SyntaxCode.E0016, 13, "`for i in 0:n { ... }`"),
          new Bad("f(x=1, 2)", SyntaxCode.E0017, 8, "follows one with a name"),
          new Bad("f(x=1, x=2)", SyntaxCode.E0017, 8, "given twice"),
          new Bad("@a + b", SyntaxCode.E0018, 2, "@checked"),
          new Bad("while a > 0 { a = a - 1 }; a", SyntaxCode.E0019, 13, "limit 1000"),
          new Bad("param n: i64", SyntaxCode.E0002, 13, "is an `input`", SCRIPT));

  private static WeftException parse(Bad bad) {
    Source source = Texts.source(bad.text());
    return Texts.error(
        bad.script()
            ? () -> WeftParser.parseScript(source)
            : () -> WeftParser.parseExpression(source));
  }

  @Test
  void badTextsAreExplained() {
    for (Bad bad : BAD) {
      String shown = bad.text().length() > 80 ? "a long text" : bad.text();
      WeftException error = parse(bad);
      Diagnostic first = error.diagnostics().getFirst();
      assertEquals(bad.code().name(), first.code(), shown + "\n" + error.getMessage());
      assertEquals(
          bad.column(), error.source().column(first.span().start()), shown + error.getMessage());
      assertTrue(error.getMessage().contains(bad.words()), shown + "\n" + error.getMessage());
    }
  }

  @Test
  void textsOfOtherLanguagesAreRejectedWithAPlace() {
    List<String> texts = Texts.lines("rejected.txt");
    assertEquals(63, texts.size());
    for (String line : texts) {
      String text = line.translateEscapes();
      WeftException error = Texts.error(() -> Texts.value(text));
      assertTrue(error.code().startsWith("E00"), line);
      assertTrue(error.diagnostics().getFirst().span().end() <= text.length(), line);
    }
  }

  @Test
  void everyCodeHasAnExample() {
    Set<SyntaxCode> seen = EnumSet.noneOf(SyntaxCode.class);
    BAD.forEach(bad -> seen.add(bad.code()));
    assertEquals(EnumSet.allOf(SyntaxCode.class), seen);
  }

  @Test
  void allErrorsAreReportedOnceAndInOrder() {
    String text =
        "a = f(1 2) + g(3 4\n)\nb = $\nc d\nfn f(x) {\n  y z\n  ok = 1\n  2 2\n}\ne = 1..2\n";
    WeftException error = Texts.error(() -> Texts.script(text));
    List<Integer> lines =
        error.diagnostics().stream().map(d -> error.source().line(d.span().start())).toList();
    assertEquals(List.of(1, 3, 4, 6, 8, 10), lines, error.getMessage());
  }

  @Test
  void oneMistakeIsOneMessage() {
    for (Bad bad : BAD) {
      if (!bad.text().startsWith("\u201c")) {
        assertEquals(1, parse(bad).diagnostics().size(), parse(bad).getMessage());
      }
    }
  }

  @Test
  void hundredsOfMistakesAreCut() {
    WeftException error = Texts.error(() -> Texts.script("a b\n".repeat(5_000)));
    assertEquals(100, error.diagnostics().size());
  }
}
