// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Scalar.Bool;
import dev.weft.compiler.elaborate.Scalar.Complex;
import dev.weft.compiler.elaborate.Scalar.Int;
import dev.weft.compiler.elaborate.Scalar.Real;
import dev.weft.dsl.BinaryOp;
import dev.weft.dsl.CompareOp;
import java.math.BigInteger;
import java.util.Optional;

/** Arithmetic of literals among themselves: integers are exact, floats are doubles. */
final class Folding {
  /** Beyond this many bits an integer is left to run, where it does not fit. */
  private static final int MAX_BITS = 4096;

  private Folding() {}

  static Optional<Scalar> negate(Scalar x) {
    return switch (x) {
      case Int i -> Optional.of(new Int(i.value().negate()));
      case Real r -> Optional.of(new Real(-r.value()));
      case Complex c -> Optional.of(new Complex(-c.re(), -c.im()));
      case Bool _ -> Optional.empty();
    };
  }

  static Optional<Scalar> invert(Scalar x) {
    return switch (x) {
      case Int i -> Optional.of(new Int(i.value().not()));
      case Real _, Complex _ -> Optional.empty();
      case Bool b -> Optional.of(new Bool(!b.value()));
    };
  }

  static Optional<Scalar> binary(BinaryOp op, Scalar a, Scalar b) {
    if (a instanceof Bool && b instanceof Bool) {
      return Optional.empty();
    }
    if (a instanceof Complex || b instanceof Complex) {
      return complex(op, a.asComplex(), b.asComplex());
    }
    if (a instanceof Real || b instanceof Real) {
      return reals(op, a.asDouble(), b.asDouble());
    }
    return integers(op, a.asInteger(), b.asInteger());
  }

  private static Optional<Scalar> reals(BinaryOp op, double a, double b) {
    return switch (op) {
      case ADD -> Optional.of(new Real(a + b));
      case SUBTRACT -> Optional.of(new Real(a - b));
      case MULTIPLY -> Optional.of(new Real(a * b));
      case DIVIDE -> Optional.of(new Real(a / b));
      case FLOOR_DIVIDE, REMAINDER, POWER -> Optional.empty();
      case BIT_OR, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT, MATMUL -> Optional.empty();
    };
  }

  private static Optional<Scalar> complex(BinaryOp op, Complex a, Complex b) {
    return switch (op) {
      case ADD -> Optional.of(new Complex(a.re() + b.re(), a.im() + b.im()));
      case SUBTRACT -> Optional.of(new Complex(a.re() - b.re(), a.im() - b.im()));
      case MULTIPLY ->
          Optional.of(
              new Complex(a.re() * b.re() - a.im() * b.im(), a.re() * b.im() + a.im() * b.re()));
      case DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER -> Optional.empty();
      case BIT_OR, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT, MATMUL -> Optional.empty();
    };
  }

  private static Optional<Scalar> integers(BinaryOp op, BigInteger a, BigInteger b) {
    return switch (op) {
      case ADD -> integer(a.add(b));
      case SUBTRACT -> integer(a.subtract(b));
      case MULTIPLY -> integer(a.multiply(b));
      case DIVIDE -> Optional.of(new Real(a.doubleValue() / b.doubleValue()));
      case FLOOR_DIVIDE -> integer(b.signum() == 0 ? BigInteger.ZERO : floorDivide(a, b));
      case REMAINDER -> integer(remainder(a, b));
      case POWER -> power(a, b);
      case BIT_OR -> integer(a.or(b));
      case BIT_XOR -> integer(a.xor(b));
      case BIT_AND -> integer(a.and(b));
      case SHIFT_LEFT -> isCount(b) ? integer(a.shiftLeft(b.intValue())) : Optional.empty();
      case SHIFT_RIGHT -> isCount(b) ? integer(a.shiftRight(b.intValue())) : Optional.empty();
      case MATMUL -> Optional.empty();
    };
  }

  private static BigInteger floorDivide(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static BigInteger remainder(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? BigInteger.ZERO : a.subtract(floorDivide(a, b).multiply(b));
  }

  private static Optional<Scalar> power(BigInteger a, BigInteger b) {
    if (b.signum() < 0) {
      return Optional.of(new Real(Math.pow(a.doubleValue(), b.doubleValue())));
    }
    boolean small = b.bitLength() < 31 && (long) a.bitLength() * b.intValue() <= MAX_BITS;
    return small || a.bitLength() <= 1 && b.bitLength() < 31
        ? integer(a.pow(b.intValue()))
        : Optional.empty();
  }

  private static boolean isCount(BigInteger b) {
    return b.signum() >= 0 && b.bitLength() <= 9;
  }

  private static Optional<Scalar> integer(BigInteger value) {
    return value.bitLength() <= MAX_BITS ? Optional.of(new Int(value)) : Optional.empty();
  }

  /** The result of a comparison; complex numbers have no order. */
  static Optional<Boolean> comparison(CompareOp op, Scalar a, Scalar b) {
    if (!(a instanceof Complex) && !(b instanceof Complex)) {
      return Optional.of(compare(op, a, b));
    }
    Complex x = a.asComplex();
    Complex y = b.asComplex();
    boolean equal = x.re() == y.re() && x.im() == y.im();
    return switch (op) {
      case EQUAL -> Optional.of(equal);
      case NOT_EQUAL -> Optional.of(!equal);
      case LESS, LESS_EQUAL, GREATER_EQUAL, GREATER -> Optional.empty();
    };
  }

  private static boolean compare(CompareOp op, Scalar a, Scalar b) {
    if (a instanceof Real || b instanceof Real) {
      double x = a.asDouble();
      double y = b.asDouble();
      return switch (op) {
        case LESS -> x < y;
        case LESS_EQUAL -> x <= y;
        case EQUAL -> x == y;
        case NOT_EQUAL -> x != y;
        case GREATER_EQUAL -> x >= y;
        case GREATER -> x > y;
      };
    }
    int order = a.asInteger().compareTo(b.asInteger());
    return switch (op) {
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case GREATER_EQUAL -> order >= 0;
      case GREATER -> order > 0;
    };
  }
}
