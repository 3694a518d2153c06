// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Optional;

/** The element types of tensors, in promotion order within a kind. */
public enum DType {
  BOOL("bool", "bool", Kind.BOOL, 1),
  U8("u8", "uint8", Kind.UNSIGNED, 1),
  U16("u16", "uint16", Kind.UNSIGNED, 2),
  I8("i8", "int8", Kind.SIGNED, 1),
  I16("i16", "int16", Kind.SIGNED, 2),
  I32("i32", "int32", Kind.SIGNED, 4),
  I64("i64", "int64", Kind.SIGNED, 8),
  F32("f32", "float32", Kind.FLOAT, 4),
  F64("f64", "float64", Kind.FLOAT, 8),
  C64("c64", "complex64", Kind.COMPLEX, 8),
  C128("c128", "complex128", Kind.COMPLEX, 16);

  /** What sort of number a dtype holds. */
  public enum Kind {
    BOOL,
    UNSIGNED,
    SIGNED,
    FLOAT,
    COMPLEX
  }

  private final String shortName;
  private final String numpyName;
  private final Kind kind;
  private final int bytes;

  DType(String shortName, String numpyName, Kind kind, int bytes) {
    this.shortName = shortName;
    this.numpyName = numpyName;
    this.kind = kind;
    this.bytes = bytes;
  }

  /** The name used in text, such as {@code f64}. */
  public String shortName() {
    return shortName;
  }

  /** NumPy's name, such as {@code float64}. */
  public String numpyName() {
    return numpyName;
  }

  public Kind kind() {
    return kind;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** True for signed and unsigned integers, false for {@code BOOL}. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** True for integers of one or two bytes: arithmetic on them goes through i32. */
  public boolean isSmall() {
    return isInteger() && bytes < Integer.BYTES;
  }

  /** The least integer; of an integer dtype. */
  public long least() {
    return kind == Kind.SIGNED ? -1L << 8 * bytes - 1 : 0;
  }

  /** The greatest integer; of an integer dtype. */
  public long most() {
    return kind == Kind.SIGNED ? ~least() : (1L << 8 * bytes) - 1;
  }

  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  /** The dtype of the real and the imaginary part of complex numbers; a real dtype itself. */
  public DType part() {
    return switch (this) {
      case C64 -> F32;
      case C128 -> F64;
      case BOOL, U8, U16, I8, I16, I32, I64, F32, F64 -> this;
    };
  }

  /** The dtype of the smallest complex numbers that hold these. */
  public DType complex() {
    return switch (this) {
      case F32, C64, BOOL, U8, U16, I8, I16 -> C64;
      case I32, I64, F64, C128 -> C128;
    };
  }

  /** How many elements of the storage's array make one element. */
  int width() {
    return isComplex() ? 2 : 1;
  }

  /** The dtype of either spelling ({@code f64} or {@code float64}), if there is one. */
  public static Optional<DType> named(String name) {
    for (DType dtype : values()) {
      if (dtype.shortName.equals(name) || dtype.numpyName.equals(name)) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return shortName;
  }
}
