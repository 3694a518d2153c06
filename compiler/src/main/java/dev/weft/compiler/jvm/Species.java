// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import org.objectweb.asm.Type;

/**
 * The vector species of a generated class, each a static final field computed when the class is
 * loaded, so that no lane count is in the bytes. Where 8-byte values take part, 4-byte values use
 * vectors of half the size, so that all have as many lanes.
 */
enum Species {
  F64(DType.F64, false),
  I64(DType.I64, false),
  F32(DType.F32, false),
  I32(DType.I32, false),
  HALF_F32(DType.F32, true),
  HALF_I32(DType.I32, true),
  /** As many bytes as there are lanes of the 8-byte dtypes; 8 at least. */
  BYTES_WIDE(DType.U8, false),
  /** As many bytes as there are lanes of the 4-byte dtypes; 8 at least. */
  BYTES(DType.U8, false);

  static final String PACKAGE = "jdk/incubator/vector/";
  static final String DESCRIPTOR = "L" + PACKAGE + "VectorSpecies;";
  static final String VECTOR = "L" + PACKAGE + "Vector;";
  static final String MASK = PACKAGE + "VectorMask";

  private final DType dtype;
  private final boolean half;

  Species(DType dtype, boolean half) {
    this.dtype = dtype;
    this.half = half;
  }

  /**
   * The species of a dtype other than bool.
   *
   * @param wide whether 8-byte values take part
   */
  static Species of(DType dtype, boolean wide) {
    return switch (dtype) {
      case F64 -> F64;
      case I64 -> I64;
      case F32 -> wide ? HALF_F32 : F32;
      case I32 -> wide ? HALF_I32 : I32;
      case U8 -> wide ? BYTES_WIDE : BYTES;
      case BOOL -> throw new CompilerBug("jvm", "bools are masks");
      case U16, I8, I16 -> throw new CompilerBug("jvm", "no lanes of " + dtype);
      case C64, C128 -> throw CompilerBug.complex("jvm");
    };
  }

  DType dtype() {
    return dtype;
  }

  boolean isHalf() {
    return half;
  }

  /** Internal name of the vector class. */
  String owner() {
    return switch (dtype) {
      case F64 -> PACKAGE + "DoubleVector";
      case I64 -> PACKAGE + "LongVector";
      case F32 -> PACKAGE + "FloatVector";
      case I32 -> PACKAGE + "IntVector";
      case U8, BOOL -> PACKAGE + "ByteVector";
      case U16, I8, I16 -> throw new CompilerBug("jvm", "no lanes of " + dtype);
      case C64, C128 -> throw CompilerBug.complex("jvm");
    };
  }

  Type type() {
    return Type.getObjectType(owner());
  }

  /** Descriptor of the element type. */
  String element() {
    return Types.element(dtype).getDescriptor();
  }

  /** The integers of the same width, or the floats: where a bitcast leads. */
  Species twin() {
    return switch (this) {
      case F64 -> I64;
      case I64 -> F64;
      case F32 -> I32;
      case I32 -> F32;
      case HALF_F32 -> HALF_I32;
      case HALF_I32 -> HALF_F32;
      case BYTES, BYTES_WIDE -> this;
    };
  }

  /** The method that views vectors of another class as this one's. */
  String reinterpret() {
    return switch (dtype) {
      case F64 -> "reinterpretAsDoubles";
      case I64 -> "reinterpretAsLongs";
      case F32 -> "reinterpretAsFloats";
      case I32 -> "reinterpretAsInts";
      case U8, BOOL -> "reinterpretAsBytes";
      case U16, I8, I16 -> throw new CompilerBug("jvm", "no lanes of " + dtype);
      case C64, C128 -> throw CompilerBug.complex("jvm");
    };
  }

  /** The letter that stands for the dtype in the names of conversions. */
  char letter() {
    return Types.element(dtype).getDescriptor().charAt(0) == 'J' ? 'L' : element().charAt(0);
  }
}
