// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsWhatItWrites() {
    String text =
        "{\"a\": [1, -0.5e+10, true, false, null], \"b\": {}, \"c\": [], \"d\": \"x\\n\\\"\\\\\"}";
    assertEquals(text, Json.parse(" " + text.replace(": ", " :\t\r\n") + " ").toString());
  }

  @Test
  void readsEscapesAndWritesTheFewThatAreNeeded() {
    Json value = Json.parse("\"\\u00e9\\/\\b\\ud83d\\ude00\\ud800 é\"");
    assertEquals("é/\b\ud83d\ude00\ud800 é", value.string());
    assertEquals("\"é/\\u0008\ud83d\ude00\\ud800 é\"", value.toString());
    assertEquals(value, Json.parse(value.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "0x1",
        "NaN",
        "Infinity",
        "tru",
        "nul",
        "True",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\n\"",
        "1 2",
        "[1]]",
        "{\"a\":1,\"a\":2}",
        "// c\n1",
        "\ufeff1",
        "\"\\u\uff11\uff11\uff11\uff11\""
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(JsonException.class, () -> Json.parse(text));
  }

  @Test
  void errorsHaveAPlace() {
    JsonException error =
        assertThrows(JsonException.class, () -> Json.parse("{\n  \"a\": [1,\n   x]}"));
    assertEquals(3, error.line());
    assertEquals(4, error.column());
    assertEquals(
        "unexpected character where a value should stand at line 3, column 4", error.getMessage());
  }

  @Test
  void depthIsLimited() {
    String deep = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    assertEquals(deep, Json.parse(deep).toString());
    JsonException error =
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(1_000_000)));
    assertTrue(error.getMessage().contains("limit of 512"));
    assertEquals(513, error.column());
  }

  @Test
  void numbersKeepEveryDigit() {
    Json.Number big = (Json.Number) Json.parse("9007199254740993");
    assertEquals(9007199254740993L, big.toLong());
    assertEquals(9007199254740992.0, big.toDouble());
    assertEquals(1200, new Json.Number("1.2e3").toLong());
    assertEquals(0, new Json.Number("-0").toLong());
    for (String text :
        new String[] {"1.5", "9223372036854775808", "1e999999999", "1e99999999999"}) {
      assertThrows(ArithmeticException.class, () -> ((Json.Number) Json.parse(text)).toLong());
    }
  }

  @Test
  void accessorsSayWhatTheyFound() {
    Json value = Json.parse("{\"a\": 1}");
    assertTrue(value.has("a"));
    assertEquals(
        "no member \"b\" in an object",
        assertThrows(IllegalArgumentException.class, () -> value.get("b")).getMessage());
    assertEquals(
        "expected an array, found the number 1",
        assertThrows(IllegalArgumentException.class, () -> value.get("a").items()).getMessage());
    assertThrows(IllegalArgumentException.class, () -> value.get("a").string());
  }
}
