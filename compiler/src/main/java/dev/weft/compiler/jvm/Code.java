// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes one method: instructions, numbered locals, lines, and the names of its variables. */
final class Code implements Opcodes {
  private final MethodVisitor to;
  private final Label start = new Label();
  private final List<Variable> variables = new ArrayList<>();
  private final Map<Local, Label> open = new IdentityHashMap<>();
  private final Deque<Integer> freeSingles = new ArrayDeque<>();
  private final Deque<Integer> freeDoubles = new ArrayDeque<>();
  private int slots;
  private int line;
  private Specials specials;

  /** Where a local lives: its name in debuggers and its range. */
  private record Variable(Local local, Label from, Label until) {}

  Code(MethodVisitor to) {
    this.to = to;
    to.visitCode();
    to.visitLabel(start);
  }

  /** The next parameter of the method. */
  Local parameter(String name, Type type) {
    Local local = new Local(name, slots, type, null);
    slots += type.getSize();
    open.put(local, start);
    return local;
  }

  Local local(String name, Type type) {
    return local(name, type, null);
  }

  Local local(String name, Type type, Species species) {
    Deque<Integer> free = type.getSize() == 1 ? freeSingles : freeDoubles;
    int slot = slots;
    if (free.isEmpty()) {
      slots += type.getSize();
    } else {
      slot = free.pop();
    }
    return new Local(name, slot, type, species);
  }

  /** Gives the slot back: the variable ends here. */
  void release(Local local) {
    close(local, here());
    (local.type().getSize() == 1 ? freeSingles : freeDoubles).push(local.slot());
  }

  private void close(Local local, Label until) {
    Label from = open.remove(local);
    if (from != null) {
      variables.add(new Variable(local, from, until));
    }
  }

  private Label here() {
    Label label = new Label();
    to.visitLabel(label);
    return label;
  }

  void load(Local local) {
    to.visitVarInsn(local.type().getOpcode(ILOAD), local.slot());
  }

  /** Stores and, the first time, begins the variable. */
  void store(Local local) {
    to.visitVarInsn(local.type().getOpcode(ISTORE), local.slot());
    if (!open.containsKey(local)) {
      open.put(local, here());
    }
  }

  void increment(Local local, int by) {
    to.visitIincInsn(local.slot(), by);
  }

  /** The instructions that follow belong to this line of the listing. */
  void line(int number) {
    if (number != line && number > 0) {
      line = number;
      to.visitLineNumber(number, here());
    }
  }

  void op(int opcode) {
    to.visitInsn(opcode);
  }

  /** The variant of an int instruction for another type. */
  void op(Type type, int opcode) {
    to.visitInsn(type.getOpcode(opcode));
  }

  void jump(int opcode, Label label) {
    to.visitJumpInsn(opcode, label);
  }

  void mark(Label label) {
    to.visitLabel(label);
  }

  void cast(String type) {
    to.visitTypeInsn(CHECKCAST, type);
  }

  void newArray(DType dtype) {
    int kind =
        switch (dtype) {
          case BOOL -> T_BOOLEAN;
          case U8, I8 -> T_BYTE;
          case I16 -> T_SHORT;
          case U16 -> T_CHAR;
          case I32 -> T_INT;
          case I64 -> T_LONG;
          case F32 -> T_FLOAT;
          case F64 -> T_DOUBLE;
          case C64, C128 -> throw CompilerBug.complex("jvm");
        };
    to.visitIntInsn(NEWARRAY, kind);
  }

  void getField(String owner, String name, String descriptor) {
    to.visitFieldInsn(GETFIELD, owner, name, descriptor);
  }

  void getStatic(String owner, String name, String descriptor) {
    to.visitFieldInsn(GETSTATIC, owner, name, descriptor);
  }

  void putStatic(String owner, String name, String descriptor) {
    to.visitFieldInsn(PUTSTATIC, owner, name, descriptor);
  }

  void invokeStatic(String owner, String name, String descriptor) {
    to.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  void invokeStaticOfInterface(String owner, String name, String descriptor) {
    to.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, true);
  }

  void invokeVirtual(String owner, String name, String descriptor) {
    to.visitMethodInsn(INVOKEVIRTUAL, owner, name, descriptor, false);
  }

  void invokeSpecial(String owner, String name, String descriptor) {
    to.visitMethodInsn(INVOKESPECIAL, owner, name, descriptor, false);
  }

  void invokeInterface(String owner, String name, String descriptor) {
    to.visitMethodInsn(INVOKEINTERFACE, owner, name, descriptor, true);
  }

  void constant(int value) {
    if (value >= -1 && value <= 5) {
      to.visitInsn(ICONST_0 + value);
    } else if (value == (byte) value) {
      to.visitIntInsn(BIPUSH, value);
    } else if (value == (short) value) {
      to.visitIntInsn(SIPUSH, value);
    } else {
      to.visitLdcInsn(value);
    }
  }

  void constant(long value) {
    if (value == 0 || value == 1) {
      to.visitInsn(value == 0 ? LCONST_0 : LCONST_1);
    } else {
      to.visitLdcInsn(value);
    }
  }

  /** Locals with numbers that not every compiler of bytecode can write down. */
  record Specials(Local nan64, Local nan32, Local infinity64, Local infinity32) {}

  /** From here on these numbers are loaded. */
  void specials(Specials locals) {
    this.specials = locals;
  }

  private boolean special(Literal value) {
    if (specials == null || !value.dtype().isFloat()) {
      return false;
    }
    double number = value.asDouble();
    boolean wide = value.dtype() == DType.F64;
    if (Double.isNaN(number)) {
      load(wide ? specials.nan64 : specials.nan32);
    } else if (Double.isInfinite(number)) {
      load(wide ? specials.infinity64 : specials.infinity32);
      if (number < 0) {
        op(wide ? DNEG : FNEG);
      }
    } else {
      return false;
    }
    return true;
  }

  /** A constant as a value on the stack. */
  void constant(Literal value) {
    if (special(value)) {
      return;
    }
    switch (value.dtype()) {
      case BOOL, U8, U16, I8, I16, I32 -> constant((int) value.bits());
      case I64 -> constant(value.bits());
      case F32 -> to.visitLdcInsn(Float.intBitsToFloat((int) value.bits()));
      case F64 -> to.visitLdcInsn(Double.longBitsToDouble(value.bits()));
      case C64, C128 -> throw CompilerBug.complex("jvm");
    }
  }

  void constant(String value) {
    to.visitLdcInsn(value);
  }

  /** Ends the method. */
  void end() {
    Label end = here();
    for (Local local : List.copyOf(open.keySet())) {
      close(local, end);
    }
    variables.sort(
        Comparator.comparingInt((Variable variable) -> variable.from.getOffset())
            .thenComparingInt(variable -> variable.local.slot()));
    for (Variable variable : variables) {
      if (variable.from.getOffset() < variable.until.getOffset()) {
        Local local = variable.local;
        String descriptor = local.type().getDescriptor();
        to.visitLocalVariable(
            local.name(), descriptor, null, variable.from, variable.until, local.slot());
      }
    }
    to.visitMaxs(0, 0);
    to.visitEnd();
  }
}
