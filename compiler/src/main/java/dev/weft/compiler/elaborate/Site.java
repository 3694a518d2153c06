// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Span;

/**
 * Where an operation stands.
 *
 * @param span what the caret points to
 * @param name how the text calls it
 * @param operator true for an operator, whose result on weak operands is weak
 */
record Site(Span span, String name, boolean operator) {
  static Site operator(Span span, String symbol) {
    return new Site(span, symbol, true);
  }

  static Site call(Span span, String name) {
    return new Site(span, name, false);
  }
}
