// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.op.Prim;
import dev.weft.compiler.target.CodeTarget;
import dev.weft.compiler.target.Limits;
import dev.weft.compiler.target.Lowering;
import dev.weft.compiler.target.Lowering.Expansion;
import dev.weft.compiler.target.Lowering.Native;
import dev.weft.compiler.target.Lowering.Unsupported;
import dev.weft.tensor.DType;

/**
 * What TornadoVM's compiler makes of primitives, as found by running kernels with its version 5.2
 * on OpenCL. It holds where relaxed arithmetic is off: native functions, contraction to fused
 * multiply-add and the fast-math flags of the OpenCL compiler.
 *
 * <p>A primitive has one result to the bit. What a device computes in another way is an expansion,
 * or is not supported; nothing is merely close.
 */
final class TornadoTarget implements CodeTarget {
  private static final Limits LIMITS = new Limits(14, 100, 256);

  @Override
  public String name() {
    return TornadoDevice.NAME;
  }

  /** A task has 15 parameters, one of which is its context. */
  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public Lowering storage(DType dtype) {
    return switch (dtype) {
      case F64 -> new Native("DoubleArray");
      case F32 -> new Native("FloatArray");
      case I64 -> new Native("LongArray");
      case I32 -> new Native("IntArray");
      case BOOL -> new Expansion("a ByteArray of 0 and 1");
      case I8 -> new Native("ByteArray");
      case I16 -> new Native("ShortArray");
      case U16 -> new Expansion("a CharArray");
      case U8 -> new Expansion("a ByteArray, its elements masked with 255 when loaded");
      case C64, C128 -> new Expansion("two arrays of parts: complex numbers are split before");
    };
  }

  @Override
  public Lowering lowering(Prim prim, DType dtype) {
    boolean real = dtype.isFloat();
    return switch (prim) {
      case ADD, SUB, MUL, NEG, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE, SELECT, AND, OR, XOR ->
          new Native("the instruction of the JVM");
      case DIV -> rounded(dtype, "division");
      case SQRT -> dtype == DType.F64 ? new Native("Math.sqrt") : rounded(dtype, "the root");
      case ABS ->
          real
              ? new Native("TornadoMath.abs")
              : new Expansion("select on the sign: Math.abs of integers is not compiled");
      case MIN, MAX ->
          real
              ? new Expansion("compare and select: the device's own passes over NaN")
              : new Native("Math.min, Math.max");
      case FLOOR, CEIL -> new Native("TornadoMath.floor, TornadoMath.ceil");
      case TRUNC -> new Expansion("floor or ceil by the sign, the sign of zero kept");
      case RINT -> new Expansion("2^52 (f32: 2^23) added and taken off below it, the sign kept");
      case NOT -> new Expansion("exclusive or with -1, for bools with 1");
      case CONVERT ->
          real
              ? new Expansion("ranges and NaN are tested first: the device's casts leave them open")
              : new Native("the instruction of the JVM");
      case FMA -> new Unsupported("Math.fma is too large to be inlined into a task");
      case BITCAST -> new Unsupported("no task is known to have been compiled with one");
    };
  }

  /** OpenCL rounds these correctly in f64 only; from there to f32 a second rounding is harmless. */
  private static Lowering rounded(DType dtype, String what) {
    return dtype == DType.F64
        ? new Native("the instruction of the JVM")
        : new Expansion(what + " in f64, then rounded to f32");
  }
}
