// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.scalar.ScalarOp;

/** What asks which of two numbers is greater; complex numbers have no order. */
final class Orders {
  static final String REASON = "complex numbers have no order";
  static final String HELP = "compare abs(z), real(z) or imag(z)";

  private Orders() {}

  static boolean needs(ScalarOp op) {
    return switch (op) {
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
      case MINIMUM, MAXIMUM, FMIN, FMAX -> true;
      default -> false;
    };
  }

  /** Demands operands that have an order. */
  static void demand(Call call, Operand x) {
    if (x.num().dtype().isComplex()) {
      throw call.mistake(
              ErrorCode.E0201,
              x.span(),
              "'" + call.name() + "' is not defined for " + x.num().dtype())
          .because(REASON)
          .help(HELP);
    }
  }
}
