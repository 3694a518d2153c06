// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.tensor.DType;
import java.math.BigInteger;

/** The value of a literal, and of what literals alone make: exact integers, doubles, bools. */
sealed interface Scalar {
  record Int(BigInteger value) implements Scalar {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  record Real(double value) implements Scalar {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  record Bool(boolean value) implements Scalar {
    @Override
    public String toString() {
      return value ? "True" : "False";
    }
  }

  static Int of(long value) {
    return new Int(BigInteger.valueOf(value));
  }

  /** The dtype it has when nothing gives it another. */
  default DType dtype() {
    return switch (this) {
      case Int _ -> DType.I64;
      case Real _ -> DType.F64;
      case Bool _ -> DType.BOOL;
    };
  }

  default double asDouble() {
    return switch (this) {
      case Int i -> i.value.doubleValue();
      case Real r -> r.value;
      case Bool b -> b.value ? 1 : 0;
    };
  }

  /** The value as an exact integer; a double is no integer. */
  default BigInteger asInteger() {
    return switch (this) {
      case Int i -> i.value;
      case Bool b -> b.value ? BigInteger.ONE : BigInteger.ZERO;
      case Real _ -> throw new IllegalStateException("a float as an integer");
    };
  }

  default boolean asBoolean() {
    return asDouble() != 0;
  }

  /** True where the value is one of a dtype's, but for rounding of floats. */
  default boolean fits(DType dtype) {
    if (!(this instanceof Int i) || dtype.isFloat() || dtype == DType.BOOL) {
      return true;
    }
    return switch (dtype) {
      case U8 -> i.value.signum() >= 0 && i.value.bitLength() <= 8;
      case I32 -> i.value.bitLength() < 32;
      default -> i.value.bitLength() < 64;
    };
  }
}
