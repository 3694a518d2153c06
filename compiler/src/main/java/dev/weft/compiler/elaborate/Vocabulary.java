// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.tensor.DType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The words of the language, for prompts and editors. */
public final class Vocabulary {
  private static final List<String> KEYWORDS =
      List.of(
          "and",
          "assert",
          "boundary",
          "else",
          "False",
          "fn",
          "for",
          "if",
          "in",
          "input",
          "limit",
          "None",
          "not",
          "or",
          "output",
          "over",
          "param",
          "scan",
          "state",
          "True",
          "update",
          "while",
          "yield");

  private Vocabulary() {}

  /** Every function of the language, sorted. */
  public static List<String> functions() {
    return Functions.names().stream().distinct().toList();
  }

  /** How a function is called, such as {@code sum(x, axis=, keepdims=)}. */
  public static Optional<String> signature(String function) {
    return Functions.spec(function).map(spec -> spec.text(function));
  }

  /** The named constants, which an input of the same name hides. */
  public static List<String> constants() {
    return Names.CONSTANTS;
  }

  /** What may follow a dot without being called. */
  public static List<String> attributes() {
    return Names.ATTRIBUTES;
  }

  /** What may be called after a dot. */
  public static List<String> methods() {
    return Functions.names().stream().filter(Calls::isMethod).toList();
  }

  /** The names of dtypes, in both styles. */
  public static List<String> dtypes() {
    return Arrays.stream(DType.values())
        .flatMap(dtype -> Stream.of(dtype.shortName(), dtype.numpyName()))
        .distinct()
        .toList();
  }

  /** The known name that a misspelt one may have meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return Spelling.nearest(name, known);
  }

  /** Words with a meaning of their own in some places. */
  public static List<String> keywords() {
    return KEYWORDS;
  }
}
