// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a command did: its exit code and what it wrote. */
record Ran(int code, String out, String err) {

  /** Runs a command in this JVM, without standard input. */
  static Ran weft(String... arguments) {
    return on("", arguments);
  }

  /** Runs a command in this JVM on a text as its standard input. */
  static Ran on(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err);
    int code = Main.run(console, arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The output of a command that has nothing to complain about. */
  String clean() {
    assertEquals("", err);
    assertEquals(0, code);
    return out;
  }

  /** What a command says of a mistake of the user: no results, and no stack trace. */
  String mistake() {
    assertEquals(1, code, err);
    assertEquals("", out);
    assertFalse(err.contains("\tat ") || err.contains(".java:"), err);
    return err;
  }
}
