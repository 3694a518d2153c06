// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests of this package share. */
final class Texts {
  private Texts() {}

  static String resource(String name) {
    try (InputStream in = Texts.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a resource after its first, which says what it is. */
  static List<String> lines(String name) {
    return resource(name).lines().skip(1).toList();
  }

  static Source source(String text) {
    return new Source("<expression>", text);
  }

  static ExpressionText expression(String text) {
    return WeftParser.parseExpression(source(text));
  }

  static Expr value(String text) {
    return expression(text).value();
  }

  static Script script(String text) {
    return WeftParser.parseScript(source(text));
  }

  /** A tree without its spans, for comparing. */
  static String shape(Object tree) {
    return tree.toString()
        .replaceAll("Span\\[start=\\d+, end=\\d+]", "_")
        .replaceAll("source=[^,]*", "");
  }

  /** The error that a text must give. */
  static WeftException error(Runnable parse) {
    try {
      parse.run();
    } catch (WeftException error) {
      return error;
    }
    throw new AssertionError("no error");
  }
}
