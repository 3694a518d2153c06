// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators group as Python groups them. */
class PrecedenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-a**2                   | (-(a ** 2))",
        "2**-1                   | (2 ** (-1))",
        "a**b**c                 | (a ** (b ** c))",
        "-a**-b**c               | (-(a ** (-(b ** c))))",
        "(-a)**2                 | ((-a) ** 2)",
        "a.T**2                  | (a.T ** 2)",
        "-a[0]**f(x)             | (-(a[0] ** f(x)))",
        "~-+a                    | (~(-(+a)))",
        "a - b - c               | (a - b - c)",
        "a - (b - c)             | (a - (b - c))",
        "(a - b) - c             | ((a - b) - c)",
        "a / b * c @ d // e % f  | (a / b * c @ d // e % f)",
        "-a * b                  | ((-a) * b)",
        "a * -b                  | (a * (-b))",
        "a + b * c - d           | (a + (b * c) - d)",
        "a << 1 + 1              | (a << (1 + 1))",
        "`a & b ^ c | d`         | `(((a & b) ^ c) | d)`",
        "a > 0 & b > 0           | (a > (0 & b) > 0)",
        "1 < a < 3               | (1 < a < 3)",
        "a == b != c             | (a == b != c)",
        "not a == b              | (not (a == b))",
        "not not a               | (not (not a))",
        "not a and b or c        | (((not a) and b) or c)",
        "a or b and not c < d    | (a or (b and (not (c < d))))",
        "a and b and c           | (a and b and c)",
        "a or b or c             | (a or b or c)",
        "a if b else c if d else e | (a if b else (c if d else e))",
        "a or b if c and d else not e | ((a or b) if (c and d) else (not e))",
        "f(a if b else c, d)     | f((a if b else c), d)",
      })
  void groups(String text, String grouped) {
    assertEquals(grouped, SyntaxPrinter.print(Texts.value(text)));
  }

  @Test
  void groupsAsPythonDoes() {
    List<String> lines = Texts.lines("precedence.txt");
    assertEquals(1500, lines.size());
    for (String line : lines) {
      int tab = line.indexOf('\t');
      String text = line.substring(0, tab);
      assertEquals(line.substring(tab + 1), SyntaxPrinter.print(Texts.value(text)), text);
    }
  }

  @Test
  void notBindsLooserThanComparisons() {
    for (String text : List.of("a + not b", "a == not b", "-not a", "a ** not b", "~ not a")) {
      assertEquals("E0001", Texts.error(() -> Texts.value(text)).code(), text);
    }
  }

  @Test
  void aLongRunOfOneLevelIsOneNode() {
    Expr sum = Texts.value("a" + " + b - c".repeat(2_500));
    assertTrue(sum instanceof Expr.Chain chain && chain.rest().size() == 5_000);
    Expr mixed = Texts.value("0*a" + " + 1*a".repeat(5_000));
    assertTrue(
        mixed instanceof Expr.Chain chain
            && chain.rest().size() == 5_000
            && chain.rest().getLast().operand() instanceof Expr.Chain product
            && product.rest().size() == 1);
    Expr compared = Texts.value("a" + " < a".repeat(1_000));
    assertTrue(compared instanceof Expr.Compare compare && compare.rest().size() == 1_000);
    Expr all = Texts.value("a" + " and not a".repeat(1_000));
    assertTrue(all instanceof Expr.Logical logical && logical.operands().size() == 1_001);
  }
}
