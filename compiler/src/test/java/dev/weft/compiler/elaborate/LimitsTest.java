// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.graph.Graph;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long and deep texts are elaborated, or refused in time. */
class LimitsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static String repeated(
      int count, String join, java.util.function.IntFunction<String> term) {
    return IntStream.range(0, count).mapToObj(term).collect(Collectors.joining(join));
  }

  @Test
  void aLongSumOfManyInputs() {
    String text = repeated(5000, " + ", i -> "v" + i % 256);
    String inputs = repeated(256, " ", i -> "v" + i + ":f64[_]");
    Graph graph = assertTimeoutPreemptively(SOON, () -> Texts.graph(text, inputs));
    assertEquals(256, graph.inputs().size());
    assertTrue(graph.guards().size() < 256);
  }

  @Test
  void aDeepText() {
    String text = "sin(".repeat(200) + "x" + ")".repeat(200);
    assertEquals("f64[n]", Texts.type(text, "x:f64[n]").toString());
    String parentheses = "(".repeat(300) + "x" + ")".repeat(300);
    assertEquals("f64[n]", Texts.type(parentheses, "x:f64[n]").toString());
    String powers = repeated(200, "**", i -> "x");
    assertEquals("f64[n]", Texts.type(powers, "x:f64[n]").toString());
  }

  @Test
  void functionsThatMultiplyWithoutEnd() {
    StringBuilder text = new StringBuilder("fn f0(a) = a\n");
    for (int i = 1; i < 60; i++) {
      text.append("fn f%d(a) = f%d(a) + f%d(a)\n".formatted(i, i - 1, i - 1));
    }
    String script = text + "output y = f59(0)";
    assertEquals(
        List.of("E0302"), assertTimeoutPreemptively(SOON, () -> Texts.scriptCodes(script, "")));
  }

  @Test
  void loopsInLoopsInLoops() {
    String script =
        "input x\ns = 0\n"
            + repeated(12, " ", i -> "for i" + i + " in 0:2 {")
            + " s = s + x "
            + " }".repeat(12)
            + "\noutput s";
    assertEquals(
        List.of(), assertTimeoutPreemptively(SOON, () -> Texts.scriptCodes(script, "x:f64")));
  }

  @Test
  void hugeNumbers() {
    assertEquals(List.of("E0206"), Texts.codes("x + 2 ** 2000", "x:i64[n]"));
    assertEquals("f64[n]", Texts.type("x + 2 ** 1000", "x:f64[n]").toString());
    assertEquals(List.of("E0214"), Texts.codes("linspace(0, 1, 1000000000000)", ""));
    assertEquals(List.of("E0214"), Texts.codes("eye(10000000)", ""));
    assertEquals(List.of("E0214"), Texts.codes("zeros(99999999999999999999999)", ""));
  }
}
