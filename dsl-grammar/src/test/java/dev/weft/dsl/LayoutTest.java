// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which newlines end a statement. */
class LayoutTest {
  private static int statements(String script) {
    return Texts.script(script).statements().size();
  }

  @Test
  void newlinesAndSemicolonsEndStatements() {
    assertEquals(3, statements("a = 1\nb = 2; c = 3"));
    assertEquals(2, statements("\n\n;a = 1\n\n;;\n  # nothing\nb = 2;\n"));
    assertEquals(2, statements("a = 1\r\nb = 2\r\n"));
    assertEquals(2, statements("a = 1\rb = 2"));
    assertEquals(0, statements(""));
    assertEquals(0, statements("# only this"));
    assertEquals(1, statements("\uFEFFa = 1"));
  }

  @Test
  void aTextGoesOnInsideBracketsAndAfterAnOperator() {
    for (String text :
        List.of(
            "f(a,\n b\n) + 1",
            "[1,\n 2\n]",
            "a[\n1\n:\n2\n]",
            "(a\n+ b)",
            "(a\n- b)",
            "a +\n b",
            "a + # why\n\n b",
            "a *\r\n b",
            "not\n a",
            "a if\n b else\n c",
            "x =\n a",
            "a and\n b",
            "a.\nT",
            "a \\\n + b",
            "a \\ \r\n + b",
            "x[i] :=\n a[i]")) {
      assertEquals(1, statements(text), text);
    }
  }

  @Test
  void aNewlineElsewhereNeverJoins() {
    assertEquals(2, statements("a\n- b"));
    assertEquals(2, statements("f\n(b)"));
    assertEquals(2, statements("a\n[b]"));
    assertEquals("E0001", Texts.error(() -> Texts.script("a\n* b")).code());
    assertEquals("E0013", Texts.error(() -> Texts.value("a\n- b")).code());
    assertEquals("E0001", Texts.error(() -> Texts.script("a +; b")).code());
  }

  @Test
  void newlinesCountInBlocksEvenInsideBrackets() {
    String text = "x = f(loop (a = 1) for i in 0:3 {\n a = a + i\n b = a\n a\n})";
    Stmt.Let let = (Stmt.Let) Texts.script(text).statements().getFirst();
    Expr.LoopExpr loop = (Expr.LoopExpr) ((Expr.Call) let.value()).arguments().getFirst().value();
    assertEquals(3, loop.body().statements().size());
  }

  @Test
  void elseMayStandOnTheNextLine() {
    assertEquals(1, statements("if a {\n b = 1\n}\nelse {\n b = 2\n}"));
    assertEquals(2, statements("if a { b = 1 }\nb = 2"));
  }

  @Test
  void anAnnotationBelongsToTheStatementAfterIt() {
    assertEquals(1, statements("@fast\n@chunk(3)\n\nx = a"));
  }
}
