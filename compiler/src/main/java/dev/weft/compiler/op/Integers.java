// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

/** The primitives on integers, which wrap. */
final class Integers {

  private Integers() {}

  /** Also right for i32 when the result is cut to 32 bits. */
  static long unary(Prim prim, long a) {
    return switch (prim) {
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case NOT -> ~a;
      default -> throw new IllegalArgumentException(prim + " of an integer");
    };
  }

  static long binary(Prim prim, long a, long b) {
    return switch (prim) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << count(b, Long.SIZE);
      case SHR -> a >> count(b, Long.SIZE);
      case USHR -> a >>> count(b, Long.SIZE);
      default -> throw new IllegalArgumentException(prim + " of integers");
    };
  }

  static int binary(Prim prim, int a, int b) {
    return switch (prim) {
      case SHL -> a << count(b, Integer.SIZE);
      case SHR -> a >> count(b, Integer.SIZE);
      case USHR -> a >>> count(b, Integer.SIZE);
      default -> (int) binary(prim, (long) a, (long) b);
    };
  }

  private static int count(long count, int width) {
    if (count < 0 || count >= width) {
      throw new IllegalArgumentException("a shift by " + count + " of " + width + " bits");
    }
    return (int) count;
  }

  static boolean compare(Prim prim, long a, long b) {
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
