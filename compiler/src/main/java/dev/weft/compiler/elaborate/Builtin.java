// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.dsl.Expr.Argument;
import java.util.List;
import java.util.Map;

/** A function that is part of the language and more than one scalar operation. */
sealed interface Builtin
    permits Reductions,
        Shapes,
        Creation,
        Products,
        Elementwise,
        Scans,
        Joins,
        Matrices,
        Randoms,
        Parts,
        Sorts,
        Linear,
        Spectra,
        Inner,
        Places {
  /**
   * How a function is called, and one line about it.
   *
   * @param names its names; the first is used in messages
   */
  record Entry(Spec spec, String doc, List<String> names) {
    static Entry of(String parameters, String doc, String... names) {
      return new Entry(Spec.parse(parameters), doc, List.of(names));
    }
  }

  Entry entry();

  /** Its names; the first is used in messages. */
  default List<String> names() {
    return entry().names();
  }

  default Spec spec() {
    return entry().spec();
  }

  /** One line about it. */
  default String doc() {
    return entry().doc();
  }

  /** True where {@code x.name(...)} means {@code name(x, ...)}. */
  default boolean isMethod() {
    return false;
  }

  /** True where a call depends on which axes of inputs have size 1. */
  default boolean asksForOnes(Map<String, List<Argument>> arguments) {
    return false;
  }

  Value apply(Call call);
}
