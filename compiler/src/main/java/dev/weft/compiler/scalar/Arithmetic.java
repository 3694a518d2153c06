// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;

/** Expansions of arithmetic, bits and tests that are more than one primitive. */
final class Arithmetic {

  private Arithmetic() {}

  static <V> V zero(Algebra<V> a, DType dtype) {
    return constant(a, dtype, 0);
  }

  static <V> V constant(Algebra<V> a, DType dtype, int value) {
    return switch (dtype) {
      case F64 -> a.f64(value);
      case F32 -> a.f32(value);
      case I64 -> a.i64(value);
      case I32 -> a.i32(value);
      case BOOL -> a.bool(value != 0);
      case U8, U16, I8, I16 -> a.convert(dtype, a.i32(value));
      case C64, C128 -> throw CompilerBug.complex("scalar");
    };
  }

  static <V> V infinity(Algebra<V> a, DType dtype) {
    return dtype == DType.F32 ? a.f32(Float.POSITIVE_INFINITY) : a.f64(Double.POSITIVE_INFINITY);
  }

  static <V> V isNan(Algebra<V> a, DType dtype, V x) {
    return dtype.isFloat() ? a.apply(Prim.NE, x, x) : a.bool(false);
  }

  static <V> V isInf(Algebra<V> a, DType dtype, V x) {
    return dtype.isFloat() ? a.eq(a.abs(x), infinity(a, dtype)) : a.bool(false);
  }

  static <V> V isFinite(Algebra<V> a, DType dtype, V x) {
    return dtype.isFloat() ? a.lt(a.abs(x), infinity(a, dtype)) : a.bool(true);
  }

  /** A NaN counts as positive: which sign processors give it depends on how they came to it. */
  static <V> V signBit(Algebra<V> a, DType dtype, V x) {
    return switch (dtype) {
      case F64 -> negativeNumber(a, x, a.lt(a.bitcast(DType.I64, x), a.i64(0)));
      case F32 -> negativeNumber(a, x, a.lt(a.bitcast(DType.I32, x), a.i32(0)));
      case I64, I32, I16, I8 -> a.lt(x, zero(a, dtype));
      case U16, U8, BOOL -> a.bool(false);
      case C64, C128 -> throw CompilerBug.complex("scalar");
    };
  }

  private static <V> V negativeNumber(Algebra<V> a, V x, V negative) {
    return a.apply(Prim.AND, negative, a.apply(Prim.EQ, x, x));
  }

  /** 1, 0 or -1; NaN stays. */
  static <V> V sign(Algebra<V> a, DType dtype, V x) {
    V zero = zero(a, dtype);
    V below = a.select(a.lt(x, zero), constant(a, dtype, -1), zero);
    V result = a.select(a.gt(x, zero), constant(a, dtype, 1), below);
    return dtype.isFloat() ? a.select(a.apply(Prim.NE, x, x), x, result) : result;
  }

  /** The smaller; of a number and a NaN the number. */
  static <V> V fmin(Algebra<V> a, DType dtype, V x, V y) {
    return ignoringNan(a, dtype, Prim.MIN, x, y);
  }

  /** The larger; of a number and a NaN the number. */
  static <V> V fmax(Algebra<V> a, DType dtype, V x, V y) {
    return ignoringNan(a, dtype, Prim.MAX, x, y);
  }

  private static <V> V ignoringNan(Algebra<V> a, DType dtype, Prim prim, V x, V y) {
    if (dtype == DType.BOOL) {
      return a.apply(prim == Prim.MIN ? Prim.AND : Prim.OR, x, y);
    }
    V result = a.apply(prim, x, y);
    if (!dtype.isFloat()) {
      return result;
    }
    V unlessY = a.select(a.apply(Prim.NE, y, y), x, result);
    return a.select(a.apply(Prim.NE, x, x), y, unlessY);
  }

  /** As in {@link #signBit}, the sign of a NaN is plus. */
  static <V> V copySign(Algebra<V> a, DType dtype, V x, V y) {
    DType bits = dtype == DType.F32 ? DType.I32 : DType.I64;
    V signMask = dtype == DType.F32 ? a.i32(Integer.MIN_VALUE) : a.i64(Long.MIN_VALUE);
    V rest = dtype == DType.F32 ? a.i32(Integer.MAX_VALUE) : a.i64(Long.MAX_VALUE);
    V magnitude = a.apply(Prim.AND, a.bitcast(bits, x), rest);
    V number = a.select(a.apply(Prim.NE, y, y), zero(a, dtype), y);
    V sign = a.apply(Prim.AND, a.bitcast(bits, number), signMask);
    return a.bitcast(dtype, a.apply(Prim.OR, magnitude, sign));
  }

  static <V> V itself(Algebra<V> a, DType dtype, V x) {
    return x;
  }

  static <V> V nothing(Algebra<V> a, DType dtype, V x) {
    return zero(a, dtype);
  }

  static <V> V absolute(Algebra<V> a, DType dtype, V x) {
    return dtype == DType.BOOL ? x : a.abs(x);
  }

  /** Integers by repeated squaring, with a check of the exponent; floats elsewhere. */
  static <V> V integerPower(Algebra<V> a, DType dtype, V x, V y) {
    V ok = a.apply(Prim.GE, y, zero(a, dtype));
    a.require(Fault.NEGATIVE_INTEGER_POWER, ok);
    return a.call(new Routine("pow" + dtype.name(), List.of(dtype, dtype), dtype), List.of(x, y));
  }

  /** A count at or beyond the width, or a negative one, shifts everything out. */
  static <V> V shiftLeft(Algebra<V> a, DType dtype, V x, V count) {
    V inside = countInside(a, dtype, count);
    V safe = a.select(inside, count, zero(a, dtype));
    return a.select(inside, a.apply(Prim.SHL, x, safe), zero(a, dtype));
  }

  /** Arithmetic shift; a count at or beyond the width, or a negative one, leaves the sign. */
  static <V> V shiftRight(Algebra<V> a, DType dtype, V x, V count) {
    V last = constant(a, dtype, width(dtype) - 1);
    return a.apply(Prim.SHR, x, a.select(countInside(a, dtype, count), count, last));
  }

  private static <V> V countInside(Algebra<V> a, DType dtype, V count) {
    V notNegative = a.apply(Prim.GE, count, zero(a, dtype));
    return a.apply(Prim.AND, notNegative, a.lt(count, constant(a, dtype, width(dtype))));
  }

  private static int width(DType dtype) {
    return 8 * dtype.bytes();
  }
}
