// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

/** The primitives on floats. */
final class Floats {

  private Floats() {}

  static double unary(Prim prim, double a) {
    return switch (prim) {
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case SQRT -> Math.sqrt(a);
      case RINT -> Math.rint(a);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case TRUNC -> a < 0 ? Math.ceil(a) : Math.floor(a);
      default -> throw new IllegalArgumentException(prim + " of a float");
    };
  }

  /** Through f64, which is exact or, for the root, rounds as f32 does. */
  static float unary(Prim prim, float a) {
    return prim == Prim.NEG ? -a : (float) unary(prim, (double) a);
  }

  static double binary(Prim prim, double a, double b) {
    return switch (prim) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> throw new IllegalArgumentException(prim + " of floats");
    };
  }

  static float binary(Prim prim, float a, float b) {
    return switch (prim) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> throw new IllegalArgumentException(prim + " of floats");
    };
  }

  static boolean compare(Prim prim, double a, double b) {
    return switch (prim) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      default -> throw new IllegalArgumentException(prim + " is no comparison");
    };
  }
}
