// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.tensor.DType;

/**
 * A constant of one dtype, held by its bits so that NaN equals itself and -0.0 differs from 0.0.
 *
 * @param bits the value: bool as 0 or 1, integers sign-extended (unsigned ones zero-extended),
 *     floats and real parts as their raw IEEE bits
 * @param imaginary the imaginary part of a complex number as its raw IEEE bits; else 0
 */
public record Literal(DType dtype, long bits, long imaginary) {

  /** A real constant. */
  public Literal(DType dtype, long bits) {
    this(dtype, bits, 0);
  }

  public static Literal of(double value) {
    return new Literal(DType.F64, Double.doubleToRawLongBits(value));
  }

  public static Literal of(float value) {
    return new Literal(DType.F32, Float.floatToRawIntBits(value));
  }

  public static Literal of(long value) {
    return new Literal(DType.I64, value);
  }

  public static Literal of(int value) {
    return new Literal(DType.I32, value);
  }

  public static Literal of(boolean value) {
    return new Literal(DType.BOOL, value ? 1 : 0);
  }

  /** A complex number from its parts, both f64 or both f32. */
  public static Literal complex(Literal re, Literal im) {
    if (!re.dtype.isFloat() || re.dtype != im.dtype) {
      throw new IllegalArgumentException(re + " and " + im + " are no complex number");
    }
    return new Literal(re.dtype.complex(), re.bits, im.bits);
  }

  /** The number nearest to {@code value} in a dtype; integers wrap. */
  public static Literal of(DType dtype, double value) {
    return switch (dtype) {
      case F64 -> of(value);
      case F32 -> of((float) value);
      case I64, I32, I16, I8, U16, U8, BOOL -> of(dtype, (long) value);
      case C64, C128 -> complex(of(dtype.part(), value), of(dtype.part(), 0.0));
    };
  }

  /** The number nearest to {@code value} in a dtype; integers wrap. */
  public static Literal of(DType dtype, long value) {
    return switch (dtype) {
      case F64 -> of((double) value);
      case F32 -> of((float) value);
      case I64 -> of(value);
      case I32 -> of((int) value);
      case I16 -> new Literal(dtype, (short) value);
      case I8 -> new Literal(dtype, (byte) value);
      case U16, U8 -> new Literal(dtype, value & dtype.most());
      case BOOL -> of(value != 0);
      case C64, C128 -> complex(of(dtype.part(), value), of(dtype.part(), 0L));
    };
  }

  /** The real part of a complex number; any other literal itself. */
  public Literal re() {
    return new Literal(dtype.part(), bits);
  }

  /** The imaginary part of a complex number. */
  public Literal im() {
    if (!dtype.isComplex()) {
      throw new IllegalStateException(this + " is not complex");
    }
    return new Literal(dtype.part(), imaginary);
  }

  /** The value as a double; exact but for large i64. */
  public double asDouble() {
    return switch (dtype) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case I64, I32, I16, I8, U16, U8, BOOL -> bits;
      case C64, C128 -> throw new IllegalStateException(this + " is no real number");
    };
  }

  /** The value as a long; floats are truncated and saturate. */
  public long asLong() {
    return dtype.isFloat() ? (long) asDouble() : bits;
  }

  public boolean asBoolean() {
    return asDouble() != 0;
  }

  /** This literal converted with Java's cast semantics. */
  public Literal to(DType target) {
    if (target == dtype) {
      return this;
    }
    if (dtype.isFloat() && target.isInteger() && target != DType.I64) {
      return of(target, (long) (int) asDouble());
    }
    return dtype.isFloat() && target != DType.BOOL ? of(target, asDouble()) : convertExact(target);
  }

  private Literal convertExact(DType target) {
    return target == DType.BOOL ? of(asBoolean()) : of(target, bits);
  }

  /** The value's shortest text, with the dtype: {@code 2.0:f64}. */
  @Override
  public String toString() {
    String value =
        switch (dtype) {
          case F64 -> Double.toString(asDouble());
          case F32 -> Float.toString((float) asDouble());
          case I64, I32, I16, I8, U16, U8 -> Long.toString(bits);
          case BOOL -> Boolean.toString(bits != 0);
          case C64, C128 -> "(" + re().asDouble() + ", " + im().asDouble() + ")";
        };
    return value + ":" + dtype;
  }
}
