// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.tensor.Tensor;

/**
 * What a name at the prompt stands for.
 *
 * @param value a tensor, or a Java scalar where it is weak; null where it is known as text only
 * @param text the value as text without names; null where it has none
 * @param weak true for a scalar that was written without a dtype
 */
record Name(Object value, String text, boolean weak) {

  /** A weak scalar; one that can be written has a text too. */
  static Name weak(Tensor scalar) {
    Object value = scalar.item();
    String text =
        switch (value) {
          case Boolean bool -> bool ? "True" : "False";
          case Double number when !Double.isFinite(number) -> null;
          case Object number -> number.toString();
        };
    return new Name(value, text, true);
  }

  /** Dtype and shape, or the text of what has none. */
  String type() {
    if (value instanceof Tensor tensor) {
      return tensor.signature();
    }
    return value == null ? text : "number";
  }
}
