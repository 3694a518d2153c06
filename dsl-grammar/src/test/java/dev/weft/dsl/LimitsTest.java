// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.WeftException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No text makes the parser overflow, hang or run out of memory. */
class LimitsTest {
  private static final int MEBI = 1 << 20;
  private static final long SMALL_STACK = 768 << 10;

  private static String nested(String open, String middle, String close, int times) {
    return open.repeat(times) + middle + close.repeat(times);
  }

  private static void parse(String text) {
    try {
      Texts.script(text);
    } catch (WeftException expected) {
      assertTrue(expected.getMessage().length() < 20_000);
    }
  }

  @Test
  void aMegabyteEndsInAResultOrAnError() {
    for (String part : List.of("x = a * -b\n", "a+", "1,", "(", "a b\n", "λ+")) {
      endsSoon(part.repeat(MEBI / part.length()));
    }
    endsSoon("f(" + "a,".repeat(500_000) + ")");
    endsSoon("(" + "a+".repeat(500_000) + " b c)");
  }

  /** Whatever is not linear in the text shows here. */
  @Test
  void noTextTakesLong() {
    for (String part :
        List.of(
            "[",
            "{",
            ")",
            "-",
            "not ",
            "a**",
            "a if b else ",
            "a.",
            "a(",
            "a[0]",
            "a<",
            "a and ",
            "$ ",
            "λ",
            "\ud835\udc31+",
            "\ud800",
            "'",
            "9",
            "\n",
            ";",
            "# x\n",
            "f(a b\n)\n",
            "x = (a b) c;",
            "@fast ",
            "@",
            "\\\n",
            "if a {} else ",
            "fn f() {",
            "loop (a=",
            "\0")) {
      endsSoon(part.repeat(MEBI / 4 / part.length()));
    }
    endsSoon("0x" + "f".repeat(300_000));
    endsSoon("'" + "\\q".repeat(150_000) + "'");
  }

  private static void endsSoon(String text) {
    assertTimeout(Duration.ofSeconds(60), () -> parse(text), () -> text.substring(0, 20));
  }

  @Test
  void deepNestingIsAnErrorThatNamesTheLimit() {
    for (String text :
        List.of(
            nested("(", "a", ")", 10_000),
            nested("f(", "a", ")", 10_000),
            nested("a[", "0", "]", 10_000),
            nested("[", "0", "]", 10_000),
            nested("if a {", "", "}", 10_000),
            "-".repeat(10_000) + "a",
            "not ".repeat(10_000) + "a",
            "a**".repeat(10_000) + "a",
            "a" + ".T".repeat(10_000),
            "a" + "[0:]".repeat(10_000),
            "a if b else ".repeat(10_000) + "a",
            "if a {}" + " else if a {}".repeat(10_000),
            nested("(", "a", ").T.T.T.T.T.T.T.T.T.T", 300),
            nested("(", "a", ")[0]**2 + 1 < 2", 300))) {
      WeftException error = Texts.error(() -> Texts.script(text));
      assertEquals("E0010", error.code(), error.getMessage());
      assertTrue(error.getMessage().contains("limit of 400"), error.getMessage());
    }
  }

  @Test
  void whatTheLimitAllowsFitsASmallStack() throws InterruptedException {
    List<String> deepest =
        List.of(
            nested("(", "a", ")", 399),
            nested("f(", "a", ")", 399),
            nested("f(x=", "a", ")", 399),
            nested("a[", "0", "]", 399),
            nested("[", "0", "]", 398),
            nested("(1+a*", "a", ")", 132),
            nested("(", "a", ").T.T", 132),
            nested("(", "a", ")[0] + 1", 132),
            nested("for i in 0:n {", "", "}", 199),
            nested("(loop (a=1) for i in 0:n {", "", "})", 133),
            "-".repeat(398) + "a",
            "not ".repeat(398) + "a",
            "a**".repeat(398) + "a",
            "a" + ".T".repeat(398),
            "a if b else ".repeat(398) + "a",
            "if a {}" + " else if a {}".repeat(195));
    List<Throwable> failures = new ArrayList<>();
    for (String text : deepest) {
      Thread thread = new Thread(null, () -> Texts.script(text), "small", SMALL_STACK);
      thread.setUncaughtExceptionHandler((each, failure) -> failures.add(failure));
      thread.start();
      thread.join();
      assertEquals(List.of(), failures, text.substring(0, Math.min(20, text.length())));
      assertDoesNotThrow(() -> SyntaxPrinter.print(Texts.script(text)));
    }
  }

  /** Runs of operators are not nesting, whatever stands in the operands. */
  @Test
  void longRunsAreNotDeep() {
    for (String term :
        List.of(
            "a",
            "-a",
            "a**2",
            "f(x)",
            "a.T",
            "a[0]",
            "(a * b)",
            "a * -b ** 2",
            "(a if b else c)")) {
      assertDoesNotThrow(() -> Texts.value(term + (" + " + term).repeat(5_000)), term);
      assertDoesNotThrow(() -> Texts.value("[" + (term + ", ").repeat(5_000) + "]"), term);
      assertDoesNotThrow(
          () -> Texts.value("not " + term + (" and not " + term).repeat(5_000)), term);
      assertDoesNotThrow(() -> Texts.script(("x = " + term + "\n").repeat(5_000)), term);
    }
  }

  /** The gauge never undercounts: what it passes is a tree no deeper than the limit. */
  @Test
  void theTreeIsNeverDeeperThanTheGaugeSays() {
    Trees trees = new Trees(7);
    for (int i = 0; i < 150; i++) {
      String text = SyntaxPrinter.print(trees.expr(4));
      int depth = Trees.depth(Texts.value(text));
      Problems problems = new Problems(Texts.source(text));
      var tokens =
          Keywords.resolve(Layout.apply(Scanner.scan(problems.source(), problems), problems));
      int gauge = 1;
      while (DepthGauge.firstBeyond(gauge, tokens) != null) {
        gauge++;
      }
      assertTrue(depth <= gauge + 1, depth + " > " + gauge + ": " + text);
      assertNull(DepthGauge.firstBeyond(gauge, tokens));
    }
  }

  @Test
  void limitsCanBeLowered() {
    WeftParser strict = new WeftParser(new ParseLimits(20, 5));
    assertDoesNotThrow(() -> strict.expression(Texts.source("((a))")));
    assertEquals(
        "E0010", Texts.error(() -> strict.expression(Texts.source("((((((a))))))"))).code());
    assertEquals(
        "E0009", Texts.error(() -> strict.expression(Texts.source("a".repeat(21)))).code());
  }
}
