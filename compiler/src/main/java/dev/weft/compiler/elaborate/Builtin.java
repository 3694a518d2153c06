// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import java.util.List;

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
        Inner,
        Places {
  /** Its names; the first is used in messages. */
  List<String> names();

  Spec spec();

  /** One line about it. */
  String doc();

  /** True where {@code x.name(...)} means {@code name(x, ...)}. */
  boolean isMethod();

  Value apply(Call call);
}
