// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weft.dsl.antlr.WeftGrammarParser;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole scripts, and the expressions of other libraries' tests, parse. */
class ScriptsTest {
  @ParameterizedTest
  @CsvSource({
    "01_blackscholes, 11",
    "02_montecarlo_pi, 5",
    "03_nbody, 9",
    "04_heat, 7",
    "05_kmeans, 9",
    "06_logreg, 13",
    "07_mandelbrot, 8",
    "08_attention, 8",
    "09_sobel, 8",
    "10_portfolio, 14"
  })
  void scriptsParseAndPrint(String name, int statements) {
    Script script = Texts.script(Texts.resource("scripts/" + name + ".expr"));
    assertEquals(statements, script.statements().size());
    String printed = SyntaxPrinter.print(script);
    Script again = Texts.script(printed);
    assertEquals(Texts.shape(script.statements()), Texts.shape(again.statements()));
    assertEquals(printed, SyntaxPrinter.print(again));
  }

  /** The next token decides everything: no prediction, hence no ambiguity. */
  @Test
  void theParserNeverPredicts() {
    Problems problems = new Problems(Texts.source(Texts.resource("scripts/10_portfolio.expr")));
    List<CommonToken> tokens =
        Keywords.resolve(Layout.apply(Scanner.scan(problems.source(), problems), problems));
    WeftGrammarParser parser =
        new WeftGrammarParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.text();
    assertEquals(0, parser.getNumberOfSyntaxErrors());
    for (DFA decision : parser.getInterpreter().decisionToDFA) {
      assertNull(decision.s0);
    }
  }

  @Test
  void expressionsOfOtherLibrariesParse() {
    List<String> lines = Texts.lines("expressions.txt");
    assertEquals(964, lines.size());
    for (String line : lines) {
      ExpressionText text = Texts.expression(line.translateEscapes());
      ExpressionText again = Texts.expression(SyntaxPrinter.print(text));
      assertEquals(Texts.shape(text), Texts.shape(again), line);
    }
  }
}
