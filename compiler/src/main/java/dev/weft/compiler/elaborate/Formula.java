// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.dsl.BinaryOp;
import java.util.List;

/** How a number that is known when compiling follows from the plain numbers of the text. */
sealed interface Formula {

  /** One of them. */
  record Numeral(int index) implements Formula {}

  /** A number that is the same in all texts of the form. */
  record Fixed(Scalar value) implements Formula {}

  record Negative(Formula x) implements Formula {}

  record Binary(BinaryOp op, Formula x, Formula y) implements Formula {}

  /** The number for given plain ones: what {@link Folding} makes of them. */
  default Scalar value(List<Scalar> numerals) {
    return switch (this) {
      case Numeral(int index) -> numerals.get(index);
      case Fixed(Scalar value) -> value;
      case Negative(Formula x) -> Folding.negate(x.value(numerals)).orElseThrow();
      case Binary(BinaryOp op, Formula x, Formula y) ->
          Folding.binary(op, x.value(numerals), y.value(numerals)).orElseThrow();
    };
  }
}
