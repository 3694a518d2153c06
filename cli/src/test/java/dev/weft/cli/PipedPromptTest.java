// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt's language, on lines from a pipe. */
final class PipedPromptTest {
  @TempDir Path folder;

  private static String clean(String lines) {
    return Ran.on(lines, "repl").clean();
  }

  private static String told(String lines) {
    Ran ran = Ran.on(lines, "repl");
    assertEquals(1, ran.code());
    return ran.err();
  }

  @Test
  void namesPersist() {
    assertEquals("2.5\n", clean("x = linspace(0,1,5)\nsum(x)\n"));
    assertEquals("[3 5]\n", clean("x = [1, 2]\nx = x * 2\nx + 1"));
    assertEquals("6\n", clean("a, b = (2, 3)\na * b"));
    assertEquals("5\n10\n", clean("5\n_ * 2"));
    assertEquals("[0. 7. 0.]\n", clean("u = zeros(3)\nu[1] = 7\nu"));
    assertEquals("3\n", clean("n = 1; n += 2; n"));
  }

  @Test
  void functionsPersistAndMayBeRedefined() {
    assertEquals("25\n", clean("fn sq(x) = x * x\nfn f(x) = sq(x + k)\nk = 2\nf(3)"));
    assertEquals("4\n9\n", clean("fn f(x) = x + 1\nf(3)\nfn f(x) = x * 3\nf(3)"));
    assertEquals("2\n", clean("fn g(x) = x\nfn f(x) = g(x)\nfn g(x) = 2 * x\nf(1)"));
  }

  @Test
  void scalarsStayWeak() {
    assertEquals("f32[2]\n", clean("x = f32([1,2])\nk = 1/2\nm = k + 1\n:type x * m"));
    assertEquals("f64[2]\n", clean("x = f32([1,2])\nk = 0.5f64\n:type x * k"));
    assertEquals("i32[]\n", clean("n = 1\nn += 1\n:type 3i32 + n"));
    assertEquals("f32[]\n", clean("k = inf\n:type 1f32 * k"));
  }

  @Test
  void whatMustBeKnownWhenCompilingMayHaveAName() {
    assertEquals("[2 4]\n", clean("ax = 1\nsum([[1,1],[2,2]], axis=ax)"));
    assertEquals("6\n", clean("n = 0\nax = (n, n + 1)\nsum([[1,1],[2,2]], axis=ax)"));
    assertEquals("[7 7]\n", clean("s = \"i,i->i\"\neinsum(s, [1,7], [7,1])"));
    assertEquals("f64[2, 3]\n", clean("n = 2\nshape = [n, 3]\n:type zeros(shape)"));
  }

  @Test
  void loopsCarryNames() {
    assertEquals("45\n", clean("s = 0\nfor k in 0:10 { s = s + k }\ns"));
    String local = "x = 1.0\nfor k in 0:3 {\n  y = x + k\n  x = 2 * y\n}\nx\n:vars\n";
    assertEquals("16.0\n_  f64[] 16.0\nx  f64[] 16.0\n", clean(local));
  }

  @Test
  void openBracketsAndOperatorsGoOn() {
    assertEquals("3\n", clean("1 +\n\n2\n"));
    assertEquals("[1 2]\n", clean("[1,\n 2\n]\n"));
    assertEquals("8\n", clean("fn f(x) {\n  y = x * x\n  y + y\n}\nf(2)\n"));
  }

  @Test
  void mistakesPointToTheLine() {
    String second = told("fn f(x) = x + 1\nk = 3\nf(1) + nosuch(k)\n");
    assertTrue(second.contains("--> prompt:1:8\n"), second);
    assertTrue(second.contains(" 1 | f(1) + nosuch(k)\n   |        ^^^^^^\n"), second);
    String inside = told("fn f(x) = x + missing\nf(1)\n");
    assertTrue(inside.contains("--> fn f:1:15\n"), inside);
    String unknown = told("alpha = 1\nalhpa\n");
    assertTrue(unknown.contains("did you mean 'alpha'?"), unknown);
    String declared = told("input x: f64[n]\n");
    assertTrue(declared.contains("x = ..."), declared);
    String end = told("x = (1 +\n");
    assertTrue(end.startsWith("error[E0003]"), end);
  }

  @Test
  void goesOnAfterMistakes() {
    Ran ran = Ran.on("x = 2\nx = y\nx + 1\n", "repl");
    assertEquals("3\n", ran.out());
    assertEquals(1, ran.code());
  }

  @Test
  void commands() {
    assertEquals("f64[3]\n", clean("x = zeros(3)\n:type x\n"));
    assertTrue(clean("x = zeros(3)\n:explain x + 1\n").startsWith("1 kernel\n"));
    assertTrue(clean(":explain graph zeros(3) + 1\n").startsWith("elaborated:\n"));
    assertTrue(clean(":time sum(ones(10))\n").contains(" per call, best of "));
    assertEquals(
        "n  number 3\nx  f64[2]\ny  i64[] 7\nfn f(x) = x\n",
        clean("x = zeros(2)\nn = 3\ny = 7i64\nfn f(x) = x\n:vars\n"));
    assertTrue(clean(":help\n").contains(":quit"));
    assertEquals("sum(x, axis=, dtype=, keepdims=)\n", clean(":help sum"));
    assertEquals("1\n", clean("1\n:quit\n2\n"));
    assertEquals("1\n", clean("1\n:q\n2\n"));
    assertEquals("1\n", clean("1\nexit\n2\n"));
    assertTrue(told(":nothing\n").contains("commands are :type"));
    assertTrue(told(":type\n").contains(":type needs EXPR"));
  }

  @Test
  void scriptsRunOnTheNames() throws IOException {
    Path script = folder.resolve("s.expr");
    Files.writeString(
        script, "input x: f64[n]\nparam k = 2\nfn twice(v) = 2 * v\noutput y = twice(x) * k\n");
    assertEquals(
        "y = [4. 8.]\n[9.]\n2.0\n",
        clean("x = [1., 2.]\n:load " + script + "\ny[1:] + 1\ntwice(1.0)\n"));
    assertEquals("y = [6.]\n", clean("x = [1.]\nk = 3\n:load " + script + "\n"));
    assertTrue(told(":load " + script).contains("x = ..."));
    assertTrue(told(":load nowhere.expr").contains("no such file"));
  }
}
