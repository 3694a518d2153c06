// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One element at a time in what a device's compiler makes of bytecode: scalar code, but for
 * operations that it has not or that it rounds differently.
 *
 * @param misread names of values that are seen through where they are added to a product
 * @param ranges tells which sums and products of whole numbers cannot overflow
 * @param scratch per dtype of values that go through memory an array with an element per thread
 * @param thread the number of the thread among all, an int; null where nothing needs it
 */
record TaskLanes(
    Code code,
    ScalarLanes scalar,
    TaskMachine machine,
    Set<String> misread,
    Ranges ranges,
    Map<DType, Local> scratch,
    Local thread)
    implements Lanes, Opcodes {

  @Override
  public Type type(DType dtype) {
    return scalar.type(dtype);
  }

  @Override
  public void push(Atom atom) {
    scalar.push(atom);
  }

  @Override
  public Species load(DType dtype, Runnable address) {
    return scalar.load(machine.kept(dtype), address);
  }

  @Override
  public void store(DType dtype, Atom value, Runnable address) {
    scalar.store(machine.kept(dtype), value, address);
  }

  /** Pushes an element of a parameter. */
  void get(Buffer.Placed buffer, Index index) {
    DType dtype = buffer.dtype();
    PlacedAddress address = new PlacedAddress(code, this, buffer);
    if (buffer.array() == null) {
      address.push(index);
      return;
    }
    code.load(buffer.array());
    address.push(index);
    code.op(L2I);
    code.invokeVirtual(api().array(dtype), "get", "(I)" + element(dtype));
    if (dtype == DType.U8) {
      code.constant(255);
      code.op(IAND);
    }
  }

  /** Writes an element of a parameter. */
  void set(Buffer.Placed buffer, Index index, Atom value) {
    DType dtype = buffer.dtype();
    code.load(buffer.array());
    new PlacedAddress(code, this, buffer).push(index);
    code.op(L2I);
    push(value);
    if (element(dtype) == Type.BYTE_TYPE) {
      code.op(I2B);
    }
    code.invokeVirtual(api().array(dtype), "set", "(I" + element(dtype) + ")V");
  }

  private static Type element(DType dtype) {
    return dtype == DType.BOOL ? Type.BYTE_TYPE : Types.element(dtype);
  }

  private TaskApi api() {
    return machine.api();
  }

  @Override
  public Species apply(Prim prim, DType dtype, List<Atom> operands) {
    DType from = operands.getFirst().dtype();
    switch (prim) {
      case ADD, SUB, MUL, NEG -> arithmetic(prim, dtype, operands);
      case DIV -> quotient(dtype, operands);
      case FMA -> {
        push(operands.get(0));
        push(operands.get(1));
        summand(dtype, operands.get(2));
        call(api().fused(), "fma", dtype, 3);
      }
      case MIN, MAX -> binary(prim, dtype, operands);
      case ABS -> {
        push(operands.getFirst());
        call(dtype.isFloat() ? "java/lang/Math" : api().math(), "abs", dtype, 1);
      }
      case RINT, FLOOR, CEIL, TRUNC -> {
        widen(operands.getFirst());
        call(api().math(), name(prim), DType.F64, 1);
        narrow(dtype);
      }
      case CONVERT -> convert(from, dtype, operands);
      case BITCAST -> bitcast(from, dtype, operands);
      case USHR -> unsigned(dtype, operands);
      case SQRT, AND, OR, XOR, NOT, SHL, SHR -> scalar.apply(prim, dtype, operands);
      case LE, GE -> {
        if (from.isFloat()) {
          orEqual(prim, operands);
        } else {
          scalar.apply(prim, dtype, operands);
        }
      }
      case EQ, NE, LT, GT, SELECT -> scalar.apply(prim, dtype, operands);
    }
    return null;
  }

  /** The device's language leaves open what whole numbers do that overflow. */
  private void arithmetic(Prim prim, DType dtype, List<Atom> operands) {
    boolean whole = dtype == DType.I64 || dtype == DType.I32;
    if (whole && !ranges.holds(prim, dtype, operands)) {
      operands.forEach(this::push);
      call(api().math(), name(prim), dtype, operands.size());
    } else if (prim == Prim.ADD && dtype.isFloat()) {
      sum(dtype, operands);
    } else {
      scalar.apply(prim, dtype, operands);
    }
  }

  /** A shift of signed numbers there; what of the sign comes in is cut off. */
  private void unsigned(DType dtype, List<Atom> operands) {
    Type type = Types.value(dtype);
    boolean wide = dtype == DType.I64;
    scalar.apply(Prim.SHR, dtype, operands);
    code.constant(wide ? Literal.of(Long.MIN_VALUE) : Literal.of(Integer.MIN_VALUE));
    push(operands.get(1));
    if (wide) {
      code.op(L2I);
    }
    code.op(type, ISHR);
    code.constant(1);
    code.op(type, ISHL);
    code.constant(wide ? Literal.of(-1L) : Literal.of(-1));
    code.op(type, IXOR);
    code.op(type, IAND);
  }

  /** Not the opposite of another comparison: that NaN makes both false may get lost there. */
  private void orEqual(Prim prim, List<Atom> operands) {
    scalar.apply(prim == Prim.LE ? Prim.LT : Prim.GT, DType.BOOL, operands);
    scalar.apply(Prim.EQ, DType.BOOL, operands);
    code.op(IOR);
  }

  /** By a method of two numbers. */
  private void binary(Prim prim, DType dtype, List<Atom> operands) {
    operands.forEach(this::push);
    call(api().math(), name(prim), dtype, 2);
  }

  private static String name(Prim prim) {
    return prim.name().toLowerCase(Locale.ROOT);
  }

  private void call(String owner, String name, DType dtype, int arity) {
    String type = Types.value(dtype).getDescriptor();
    code.invokeStatic(owner, name, "(" + type.repeat(arity) + ")" + type);
  }

  private void widen(Atom atom) {
    push(atom);
    if (atom.dtype() == DType.F32) {
      code.op(F2D);
    }
  }

  private void narrow(DType dtype) {
    if (dtype == DType.F32) {
      code.op(D2F);
    }
  }

  /**
   * A sum with a product is written as a difference with the opposite product: it has the same
   * bits, and is not contracted to one operation with one rounding.
   */
  private void sum(DType dtype, List<Atom> operands) {
    for (int i = 0; i < 2; i++) {
      if (operands.get(i) instanceof Atom.Ref(String name, _)
          && scalar.scope().holds(opposite(name))) {
        push(operands.get(1 - i));
        code.load(scalar.scope().get(opposite(name)));
        code.op(Types.value(dtype), ISUB);
        return;
      }
    }
    scalar.apply(Prim.ADD, dtype, operands);
  }

  /** What would be seen through is made a load from memory. */
  private void summand(DType dtype, Atom z) {
    if (z instanceof Atom.Ref(String name, _) && misread.contains(name)) {
      throughMemory(dtype, () -> push(z));
    } else {
      push(z);
    }
  }

  /** The name under which the opposite of a product is held. */
  static String opposite(String product) {
    return "-" + product;
  }

  /** Pushes -x * y. */
  void pushOpposite(DType dtype, List<Atom> factors) {
    Type type = Types.value(dtype);
    push(factors.get(0));
    code.op(type, INEG);
    push(factors.get(1));
    code.op(type, IMUL);
  }

  /** A quotient of floats need not be rounded correctly there; rounding it twice is harmless. */
  private void quotient(DType dtype, List<Atom> operands) {
    operands.forEach(this::widen);
    code.op(DDIV);
    narrow(dtype);
  }

  /** Casts of numbers that are out of range are left open there. */
  private void convert(DType from, DType to, List<Atom> operands) {
    if (!from.isFloat() || to.isFloat() || to == DType.BOOL) {
      scalar.apply(Prim.CONVERT, to, operands);
      return;
    }
    widen(operands.getFirst());
    boolean wide = to == DType.I64;
    code.invokeStatic(api().math(), wide ? "toLong" : "toInt", wide ? "(D)J" : "(D)I");
    if (to == DType.U8) {
      code.constant(255);
      code.op(IAND);
    }
  }

  /**
   * By way of memory: only a store can take the bits of one type for those of another there, so the
   * array holds what is to become of them.
   */
  private void bitcast(DType from, DType to, List<Atom> operands) {
    if (from == to) {
      push(operands.getFirst());
      return;
    }
    throughMemory(
        to,
        () -> {
          push(operands.getFirst());
          scalar.bitcast(from, to);
        });
  }

  private void throughMemory(DType dtype, Runnable value) {
    Local array = scratch.get(dtype);
    if (array == null) {
      throw new CompilerBug("jvm", "no scratch for values of " + dtype);
    }
    String type = Types.value(dtype).getDescriptor();
    code.load(array);
    code.load(thread);
    value.run();
    code.invokeVirtual(api().array(dtype), "set", "(I" + type + ")V");
    code.load(array);
    code.load(thread);
    code.invokeVirtual(api().array(dtype), "get", "(I)" + type);
  }
}
