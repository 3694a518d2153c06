// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import java.math.BigInteger;

/**
 * The value of a literal, and of what literals alone make: exact integers, doubles, complex
 * numbers, bools.
 */
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

  record Complex(double re, double im) implements Scalar {
    @Override
    public String toString() {
      return new dev.weft.tensor.Complex(re, im).toString();
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
      case Complex _ -> DType.C128;
      case Bool _ -> DType.BOOL;
    };
  }

  default double asDouble() {
    return switch (this) {
      case Int i -> i.value.doubleValue();
      case Real r -> r.value;
      case Bool b -> b.value ? 1 : 0;
      case Complex _ -> throw new IllegalStateException(this + " as a real number");
    };
  }

  /** The value as a complex number. */
  default Complex asComplex() {
    return this instanceof Complex c ? c : new Complex(asDouble(), 0);
  }

  /** The value as an exact integer; a double is no integer. */
  default BigInteger asInteger() {
    return switch (this) {
      case Int i -> i.value;
      case Bool b -> b.value ? BigInteger.ONE : BigInteger.ZERO;
      case Real _, Complex _ -> throw new IllegalStateException(this + " as an integer");
    };
  }

  default boolean asBoolean() {
    return this instanceof Complex c ? c.re != 0 || c.im != 0 : asDouble() != 0;
  }

  /** The value in a dtype that it {@link #fits}. */
  default Literal in(DType dtype) {
    if (dtype.isComplex()) {
      Complex z = asComplex();
      Literal re = Literal.of(dtype.part(), z.re);
      return Literal.complex(re, Literal.of(dtype.part(), z.im));
    }
    return switch (this) {
      case Int i when dtype.isInteger() -> Literal.of(dtype, i.value.longValueExact());
      case Int i when dtype == DType.BOOL -> Literal.of(i.value.signum() != 0);
      case Int i ->
          dtype == DType.F32 ? Literal.of(i.value.floatValue()) : Literal.of(i.value.doubleValue());
      case Real r -> Literal.of(r.value).to(dtype);
      case Bool b -> Literal.of(b.value).to(dtype);
      case Complex c -> Literal.of(c.asBoolean()).to(dtype);
    };
  }

  /** True where the value is one of a dtype's, but for rounding of floats. */
  default boolean fits(DType dtype) {
    if (!(this instanceof Int i) || !dtype.isInteger()) {
      return true;
    }
    return i.value.compareTo(BigInteger.valueOf(dtype.least())) >= 0
        && i.value.compareTo(BigInteger.valueOf(dtype.most())) <= 0;
  }
}
