// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every keyword but those of expressions themselves is still a name. */
class KeywordsTest {
  private static final String SOFT =
      "module,import,input,param,state,fn,output,update,assert,yield,for,while,loop,scan,as,in,over,"
          + "limit,boundary";

  @Test
  void namesInExpressions() {
    for (String word : SOFT.split(",")) {
      assertInstanceOf(Expr.Name.class, Texts.value(word), word);
      for (String form : List.of("%s * 2 + 1", "1 + %s", "f(%s, %s=%s)", "a[%s:%s]", "(%s, %s)")) {
        String text = form.replace("%s", word);
        assertEquals(
            Texts.shape(Texts.value(form.replace("%s", "zz"))),
            Texts.shape(Texts.value(text)).replace("text=" + word, "text=zz"),
            text);
      }
      String cube = "%s = 3; %s**3".replace("%s", word);
      assertEquals(1, Texts.expression(cube).statements().size(), cube);
    }
  }

  @Test
  void namesInScripts() {
    for (String word : SOFT.split(",")) {
      for (String form :
          List.of(
              "input %s",
              "output %s = %s",
              "for %s in %s:%s { %s = %s }",
              "while %s > 1 limit %s { %s += 1 }",
              "%s[0] = 1",
              "%s[%s] := sum[%s](a[%s]) for %s in 0:3 boundary %s",
              "x = scan (%s = 1) over %s in %s { yield %s }",
              "x = loop (%s = 1) for %s in 0:%s { %s }",
              "fn f(%s: f64[%s] = %s) = %s")) {
        String text = form.replace("%s", word);
        assertEquals(
            Texts.shape(Texts.script(form.replace("%s", "zz"))),
            Texts.shape(Texts.script(text)).replace("text=" + word, "text=zz"),
            text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "double",
        "new",
        "threadIdx",
        "out",
        "class",
        "int",
        "float",
        "goto",
        "this",
        "lambda",
        "def",
        "return",
        "pass",
        "is",
        "del",
        "e",
        "e1",
        "x1e5",
        "j",
        "f32",
        "b",
        "B",
        "np",
        "truey",
        "nota",
        "iff",
        "__a",
        "_",
        "xff",
        "O0"
      })
  void wordsOfOtherLanguagesAreNames(String word) {
    assertInstanceOf(Expr.Name.class, Texts.value(word));
    assertEquals("((" + word + " * 2) + 1)", SyntaxPrinter.print(Texts.value(word + " * 2 + 1")));
  }

  @Test
  void aCallOfSuchANameIsACall() {
    for (String word : List.of("loop", "scan", "input", "state", "update", "limit")) {
      assertInstanceOf(Expr.Call.class, Texts.value(word + "(x)"), word);
    }
  }

  @Test
  void wordsOfExpressionsAreNot() {
    for (String word : List.of("and", "or", "not", "if", "else")) {
      assertEquals("E0001", Texts.error(() -> Texts.value(word + " = 3; 1")).code(), word);
    }
    assertEquals("E0014", Texts.error(() -> Texts.value("True = 3; 1")).code());
  }
}
