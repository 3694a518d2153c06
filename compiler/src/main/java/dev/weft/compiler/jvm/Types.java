// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import org.objectweb.asm.Type;

/**
 * How dtypes appear in the JVM: bools and small integers are ints on the stack, elements of narrow
 * arrays.
 */
final class Types {
  static final String FRAME = "dev/weft/runtime/Frame";
  static final String BODY = "dev/weft/runtime/KernelBody";
  static final String ROUTINES = "dev/weft/runtime/Routines";

  private Types() {}

  /** The type of a value on the stack. */
  static Type value(DType dtype) {
    return switch (dtype) {
      case BOOL, U8, U16, I8, I16, I32 -> Type.INT_TYPE;
      case I64 -> Type.LONG_TYPE;
      case F32 -> Type.FLOAT_TYPE;
      case F64 -> Type.DOUBLE_TYPE;
      case C64, C128 -> throw CompilerBug.complex("jvm");
    };
  }

  /** The type of an array element. */
  static Type element(DType dtype) {
    return switch (dtype) {
      case BOOL -> Type.BOOLEAN_TYPE;
      case U8, I8 -> Type.BYTE_TYPE;
      case I16 -> Type.SHORT_TYPE;
      case U16 -> Type.CHAR_TYPE;
      case I32, I64, F32, F64, C64, C128 -> value(dtype);
    };
  }

  static Type array(DType dtype) {
    return Type.getType("[" + element(dtype).getDescriptor());
  }
}
