// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import java.util.List;
import java.util.function.Consumer;

/** The text that the printers write to, with its indentation. */
final class SyntaxOut {
  private final StringBuilder text = new StringBuilder();
  private int indent;

  SyntaxOut add(String part) {
    text.append(part);
    return this;
  }

  SyntaxOut name(Ident name) {
    return add(name.text());
  }

  /** Starts a new line at the current indentation. */
  void line() {
    text.append('\n').repeat("    ", indent);
  }

  void indented(Runnable inner) {
    indent++;
    inner.run();
    indent--;
  }

  /** Prints a part that may be missing. */
  <T> void optional(String before, T part, Consumer<T> print) {
    if (part != null) {
      add(before);
      print.accept(part);
    }
  }

  <T> void list(List<T> parts, Consumer<T> print) {
    String separator = "";
    for (T part : parts) {
      add(separator);
      print.accept(part);
      separator = ", ";
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
