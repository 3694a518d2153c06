// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages, word by word. */
class MessagesTest {

  @Test
  void broadcastNamesBothShapesAndWhereTheyComeFrom() {
    String expected =
        """
        error[E0203]: cannot broadcast f32[n, 3] with f32[n, 4]
          --> <test>:3:7
           |
         3 | y = a * b + 1
           |     - ^ -
           |     |   f32[n, 4]    from input b (line 2)
           |     f32[n, 3]        from input a (line 1)
           = axis 1: 3 and 4 differ and neither is 1
        """;
    assertEquals(
        expected,
        scriptErrors(
            "input a: f32[n, 3]\ninput b: f32[n, 4]\ny = a * b + 1\noutput y",
            "a:f32[_,_] b:f32[_,_]"));
  }

  private static String scriptErrors(String script, String inputs) {
    try {
      Texts.script(script, inputs);
      return "";
    } catch (WeftException e) {
      return e.getMessage();
    }
  }

  @Test
  void powerIsSuggestedForTheCaret() {
    String expected =
        """
        error[E0201]: '^' is not defined for f64
          --> <test>:1:3
           |
         1 | x ^ 2
           | - ^
           | f64[n]    from input x
           = help: did you mean `**`?
        """;
    assertEquals(expected, Texts.errors("x ^ 2", "x:f64[n]"));
  }

  @Test
  void literalThatDoesNotFitIsShownWhereItStands() {
    String expected =
        """
        error[E0206]: 3000000000 does not fit i32
          --> <test>:1:5
           |
         1 | i + 3_000_000_000
           |     ^^^^^^^^^^^^^
           = i32 holds -2147483648 to 2147483647
           = help: convert the other side first, e.g. i64(x)
        """;
    assertEquals(expected, Texts.errors("i + 3_000_000_000", "i:i32[n]"));
  }

  @Test
  void allErrorsOfATextAtOnce() {
    String text = "(a - b) + (x ^ y) + f[1.5] + sum(x, axis=3)";
    String inputs = "a:bool[n] b:bool[n] x:f64[n] y:f64[n] f:f64[n]";
    assertEquals(List.of("E0201", "E0201", "E0207", "E0205"), Texts.codes(text, inputs));
  }

  @Test
  void allNamesOfATextAtOnce() {
    String text = "sni(a) + a.foo + a.foo() + arctan2(a) + sum(a, axs=1) + (a)(a)";
    assertEquals(
        List.of("E0102", "E0105", "E0105", "E0103", "E0104", "E0102"),
        Texts.codes(text, "a:f64[n]"));
  }

  @Test
  void namesAreSuggested() {
    assertTrue(Texts.errors("sni(a)", "a:f64").contains("did you mean 'sin'?"));
    assertTrue(Texts.errors("SIN(a)", "a:f64").contains("did you mean 'sin'?"));
    assertTrue(Texts.errors("price + pirce", "price:f64").contains("did you mean 'price'?"));
    assertTrue(
        scriptErrors("input alpha: f64\noutput y = alhpa", "alpha:f64")
            .contains("did you mean 'alpha'?"));
  }

  @Test
  void oneMistakeIsOneError() {
    assertEquals(
        List.of("E0201"), Texts.codes("sin((a - b) * 2 + 1)[0] ** 3", "a:bool[n] b:bool[n]"));
  }

  @Test
  void mistakesInThePreludePointAtTheCall() {
    String message = Texts.errors("1 + fdim(a, a)", "a:bool[n]");
    assertTrue(message.contains("1 + fdim(a, a)"), message);
    assertTrue(message.contains("^^^^^^^^^^"), message);
  }

  @Test
  void changedTypeInALoopShowsBoth() {
    String message =
        scriptErrors("input x\ns = 0.0\nfor i in 0:3 { s = s + x }\noutput s", "x:f64[n]");
    assertTrue(message.contains("it is f64 at the start of a turn"), message);
    assertTrue(message.contains("it is f64[n] at the end"), message);
  }

  @Test
  void bitsInAComparisonAreProbablyNotMeant() {
    assertEquals(List.of("W0101"), warnings("a > 0 & b > 0"));
    assertEquals(List.of(), warnings("a > (0 & b) > 0"));
    assertEquals(List.of(), warnings("(a > 0) & (b > 0)"));
    assertEquals(List.of(), warnings("a & 1 == 0"));
  }

  private static List<String> warnings(String expression) {
    Source source = new Source("<test>", expression);
    return Template.of(WeftParser.parseExpression(source)).warnings().stream()
        .map(Diagnostic::code)
        .toList();
  }

  /** Read aloud, each says what is wrong without a look at the text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "u8(300) | 300 does not fit u8 | u8 holds 0 to 255",
        "9223372036854775808 | 9223372036854775808 does not fit i64 | i64 holds"
            + " -9223372036854775808",
        "astype(a, foo) | 'foo' is no dtype | help: dtypes are bool, i8",
        "zeros(3, dtype=int7) | 'int7' is no dtype | help: dtypes are bool, i8",
        "sum(a, axis=1.0) | 'axis' of sum must be an integer, not f64 | ",
        "sum(a, axis=k) | 'axis' of sum must be an integer that is known when compiling | it"
            + " decides",
        "reshape(a, 2.5) | an integer is needed for 'shape' of reshape, not f64 | ",
        "arange(a) | an integer is needed for 'stop' of arange, not i64[n] | ",
        "einsum('ij', a) | einsum: 'ij' names 2 axes of an operand that has 1 | ",
        "tensordot(a, a, 2) | tensordot over 2 axes of operands that have 1 and 1 | ",
        "broadcast_to([1, 2], [4]) | cannot broadcast i64[2] to i64[4] | ",
        "full([2], [1, 2, 3]) | cannot broadcast i64[3] to i64[2] | ",
        "moveaxis(a, None, 0) | 'source' of moveaxis must be an integer or a tuple | ",
        "g(x) = x; g(2) | cannot assign to a call | help: a function is declared by `fn`",
        "a.b.c.d | unknown attribute 'b' | help: attributes are T",
        "a[1:2.5] | a bound must be an integer, not f64 | help: convert it: i64(...)",
        "for i in range(3): a | expected `{`, found the end of the text | help: a loop is written",
        "rfftn(4) | rfftn needs at least one axis | "
      })
  void messagesSayWhatIsWrong(String text, String message, String remark) {
    String errors = Texts.errors(text, "a:i64[n] k:i64");
    assertTrue(errors.lines().findFirst().orElse("").endsWith("]: " + message), errors);
    assertEquals(1, errors.split("error\\[", -1).length - 1, errors);
    assertTrue(remark == null || errors.contains("   = " + remark), errors);
  }

  @Test
  void whatFollowsFromAWrongInputIsNotTold() {
    String script = "input x: f64[n, 3]\noutput b = x[0, 2] + sum(x, axis=1)[0]";
    assertEquals(List.of("E0213"), codes(script, "x:f64[_]"));
    assertEquals(List.of("E0213"), codes("param n: i64 = 2.5\noutput n", ""));
  }

  @Test
  void aWrongInputIsOneMistakeAndTheSizesItNamesAreNone() {
    String script = "input x: f64[2, n]\noutput y = sum(x) / n";
    assertEquals(List.of("E0213"), codes(script, "x:i64[_]"));
    assertEquals(List.of("E0108"), codes(script, ""));
  }

  private static List<String> codes(String script, String inputs) {
    try {
      Texts.script(script, inputs);
      return List.of();
    } catch (WeftException e) {
      return e.diagnostics().stream().map(Diagnostic::code).toList();
    }
  }
}
