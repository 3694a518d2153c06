// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Locale;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One element at a time, in the JVM's own arithmetic. */
record ScalarLanes(Code code, Scope scope) implements Lanes, Opcodes {
  private static final String MATH = "java/lang/Math";

  @Override
  public Type type(DType dtype) {
    return Types.value(dtype);
  }

  @Override
  public void push(Atom atom) {
    switch (atom) {
      case Atom.Const(var value) -> code.constant(value);
      case Atom.Ref(String name, _) -> code.load(scope.get(name));
      case Atom.Extent extent -> code.load(scope.get(Extents.name(extent)));
    }
  }

  @Override
  public Species load(DType dtype, Runnable address) {
    address.run();
    code.op(Types.element(dtype), IALOAD);
    if (dtype == DType.U8) {
      wrap(dtype);
    }
    return null;
  }

  @Override
  public void store(DType dtype, Atom value, Runnable address) {
    address.run();
    push(value);
    code.op(Types.element(dtype), IASTORE);
  }

  @Override
  public Species apply(Prim prim, DType dtype, List<Atom> operands) {
    DType from = operands.get(0).dtype();
    if (prim == Prim.SELECT) {
      select(operands);
      return null;
    }
    operands.forEach(this::push);
    switch (prim) {
      case ADD, SUB, MUL, DIV, NEG -> arithmetic(prim, dtype);
      case AND, OR, XOR, NOT -> bits(prim, dtype);
      case SHL, SHR, USHR -> shift(prim, dtype);
      case ABS, MIN, MAX, FMA -> math(prim, dtype);
      case SQRT, RINT, FLOOR, CEIL, TRUNC -> inDoubles(prim, dtype);
      case EQ, NE, LT, LE, GT, GE -> compare(prim, from);
      case CONVERT -> convert(from, dtype);
      case BITCAST -> bitcast(from, dtype);
      case SELECT -> throw new CompilerBug("jvm", "select was handled before");
    }
    return null;
  }

  private void arithmetic(Prim prim, DType dtype) {
    int opcode =
        switch (prim) {
          case ADD -> IADD;
          case SUB -> ISUB;
          case MUL -> IMUL;
          case DIV -> IDIV;
          case NEG -> INEG;
          default -> throw new CompilerBug("jvm", prim + " is no arithmetic");
        };
    code.op(Types.value(dtype), opcode);
    wrap(dtype);
  }

  private void bits(Prim prim, DType dtype) {
    if (prim == Prim.NOT) {
      if (dtype == DType.BOOL) {
        code.constant(1);
      } else if (dtype == DType.I64) {
        code.constant(-1L);
      } else {
        code.constant(-1);
      }
    }
    code.op(Types.value(dtype), prim == Prim.AND ? IAND : prim == Prim.OR ? IOR : IXOR);
    wrap(dtype);
  }

  private void shift(Prim prim, DType dtype) {
    if (dtype == DType.I64) {
      code.op(L2I);
    }
    int opcode = prim == Prim.SHL ? ISHL : prim == Prim.SHR ? ISHR : IUSHR;
    code.op(Types.value(dtype), opcode);
    wrap(dtype);
  }

  /** Brings an int back into the range of a small integer. */
  private void wrap(DType dtype) {
    switch (dtype) {
      case U8 -> {
        code.constant(255);
        code.op(IAND);
      }
      case U16 -> code.op(I2C);
      case I8 -> code.op(I2B);
      case I16 -> code.op(I2S);
      case BOOL, I32, I64, F32, F64, C64, C128 -> {}
    }
  }

  private void math(Prim prim, DType dtype) {
    String name = prim.name().toLowerCase(Locale.ROOT);
    String type = Types.value(dtype).getDescriptor();
    code.invokeStatic(MATH, name, "(" + type.repeat(prim.arity()) + ")" + type);
  }

  /** Operations that Java has for doubles only; exact or correctly rounded for floats too. */
  private void inDoubles(Prim prim, DType dtype) {
    if (dtype == DType.F32) {
      code.op(F2D);
    }
    if (prim == Prim.TRUNC) {
      truncate();
    } else {
      String name = prim.name().toLowerCase(Locale.ROOT);
      code.invokeStatic(MATH, name, "(D)D");
    }
    if (dtype == DType.F32) {
      code.op(D2F);
    }
  }

  private void truncate() {
    code.op(DUP2);
    code.invokeStatic(MATH, "abs", "(D)D");
    code.invokeStatic(MATH, "floor", "(D)D");
    code.op(DUP2_X2);
    code.op(POP2);
    code.invokeStatic(MATH, "copySign", "(DD)D");
  }

  private void select(List<Atom> operands) {
    Label otherwise = new Label();
    Label end = new Label();
    push(operands.get(0));
    code.jump(IFEQ, otherwise);
    push(operands.get(1));
    code.jump(GOTO, end);
    code.mark(otherwise);
    push(operands.get(2));
    code.mark(end);
  }

  /** NaN makes every comparison but NE false: the variants of fcmp are chosen so. */
  private void compare(Prim prim, DType dtype) {
    boolean small = prim == Prim.LT || prim == Prim.LE;
    switch (dtype) {
      case F64 -> code.op(small ? DCMPG : DCMPL);
      case F32 -> code.op(small ? FCMPG : FCMPL);
      case I64 -> code.op(LCMP);
      case I32, I16, I8, U16, U8, BOOL -> {}
      case C64, C128 -> throw CompilerBug.complex("jvm");
    }
    boolean ints = Types.value(dtype) == Type.INT_TYPE;
    Label yes = new Label();
    Label end = new Label();
    code.jump(ints ? intJump(prim) : zeroJump(prim), yes);
    code.constant(0);
    code.jump(GOTO, end);
    code.mark(yes);
    code.constant(1);
    code.mark(end);
  }

  private static int intJump(Prim prim) {
    return zeroJump(prim) + IF_ICMPEQ - IFEQ;
  }

  private static int zeroJump(Prim prim) {
    return switch (prim) {
      case EQ -> IFEQ;
      case NE -> IFNE;
      case LT -> IFLT;
      case LE -> IFLE;
      case GT -> IFGT;
      case GE -> IFGE;
      default -> throw new CompilerBug("jvm", prim + " is no comparison");
    };
  }

  private void convert(DType from, DType to) {
    if (to == DType.BOOL && from != DType.BOOL) {
      code.constant(Literal.of(from, 0L));
      compare(Prim.NE, from);
      return;
    }
    Type source = Types.value(from);
    if (to.isSmall()) {
      narrow(from);
      wrap(to);
    } else if (source != Types.value(to)) {
      code.op(conversion(source, Types.value(to)));
    }
  }

  /** To an int, whose low bytes are a small integer. */
  private void narrow(DType from) {
    switch (from) {
      case F64 -> code.op(D2I);
      case F32 -> code.op(F2I);
      case I64 -> code.op(L2I);
      case I32, I16, I8, U16, U8, BOOL -> {}
      case C64, C128 -> throw CompilerBug.complex("jvm");
    }
  }

  private static int conversion(Type from, Type to) {
    int index = kind(to) - (kind(to) > kind(from) ? 1 : 0);
    return I2L + 3 * kind(from) + index;
  }

  /** The JVM's order of number types in its conversion instructions. */
  private static int kind(Type type) {
    return switch (type.getSort()) {
      case Type.INT -> 0;
      case Type.LONG -> 1;
      case Type.FLOAT -> 2;
      default -> 3;
    };
  }

  void bitcast(DType from, DType to) {
    if (from == to) {
      return;
    }
    switch (from) {
      case F64 -> code.invokeStatic("java/lang/Double", "doubleToRawLongBits", "(D)J");
      case I64 -> code.invokeStatic("java/lang/Double", "longBitsToDouble", "(J)D");
      case F32 -> code.invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
      case I32 -> code.invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
      case I16, I8, U16, U8, BOOL, C64, C128 ->
          throw new CompilerBug("jvm", "no bitcast from " + from + " to " + to);
    }
  }
}
