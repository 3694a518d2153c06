// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Scalar.Int;
import dev.weft.compiler.elaborate.Scalar.Real;
import dev.weft.dsl.BinaryOp;
import dev.weft.tensor.DType;
import java.util.Optional;

/**
 * A number known when compiling. While its form is compiled ({@link OpenNumbers}), asking for its
 * value is noted: the program is then one for this value alone. What kind of number it is may be
 * asked freely.
 */
final class Known {
  private final Scalar value;

  /** Null for what is the same in all texts of a form. */
  private final Formula formula;

  private final OpenNumbers open;

  private Known(Scalar value, Formula formula, OpenNumbers open) {
    this.value = value;
    this.formula = formula;
    this.open = open;
  }

  static Known of(Scalar value) {
    return new Known(value, null, null);
  }

  /** A plain number of the text. */
  static Known numeral(Scalar value, int index, OpenNumbers open) {
    return new Known(value, new Formula.Numeral(index), open);
  }

  /** The value, on which the program depends from now on. */
  Scalar value() {
    if (isOpen()) {
      open.observe(formula);
    }
    return value;
  }

  /** The dtype it has when nothing gives it another. */
  DType dtype() {
    return value.dtype();
  }

  /** True where texts of this form differ in it. */
  boolean isOpen() {
    return formula != null;
  }

  Formula formula() {
    return formula;
  }

  boolean isInteger() {
    return value instanceof Int;
  }

  /** True for an integer that an i64 holds; numerals and their negatives always are. */
  boolean isSize() {
    return value instanceof Int i && (isOpen() || i.value().bitLength() < 64);
  }

  /** The number with the other sign. */
  Optional<Known> negated() {
    boolean stays = isOpen() && (value instanceof Int || value instanceof Real);
    return Folding.negate(stays ? value : value())
        .map(result -> stays ? with(result, new Formula.Negative(formula)) : of(result));
  }

  /** An operation of known numbers. */
  Optional<Known> with(BinaryOp op, Known other) {
    OpenNumbers numbers = isOpen() ? open : other.open;
    if (numbers == null || !givesReal(op, other)) {
      return Folding.binary(op, value(), other.value()).map(Known::of);
    }
    Formula both = new Formula.Binary(op, part(), other.part());
    return Folding.binary(op, value, other.value).map(x -> new Known(x, both, numbers));
  }

  private Known with(Scalar result, Formula how) {
    return new Known(result, how, open);
  }

  private Formula part() {
    return isOpen() ? formula : new Formula.Fixed(value);
  }

  /** True where the result is a float whatever the values are. */
  private boolean givesReal(BinaryOp op, Known other) {
    boolean real = value instanceof Real || other.value instanceof Real;
    boolean numbers = isNumber(value) && isNumber(other.value);
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY -> numbers && real;
      case DIVIDE -> numbers;
      case FLOOR_DIVIDE, REMAINDER, POWER -> false;
      case BIT_OR, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT, MATMUL -> false;
    };
  }

  private static boolean isNumber(Scalar x) {
    return x instanceof Int || x instanceof Real;
  }
}
