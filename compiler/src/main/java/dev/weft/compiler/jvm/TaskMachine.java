// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A thread of a group of a GPU.
 *
 * @param context the local that knows which one
 * @param failure the local with the array that tells of failed checks, or null in a kernel without
 */
record TaskMachine(TaskApi api, Local context, Local failure) implements Machine, Opcodes {

  @Override
  public void fault(Code code, int site, Position position) {
    code.load(failure);
    code.constant(0);
    code.constant(1);
    code.invokeVirtual(api.array(DType.I32), "set", "(II)V");
  }

  @Override
  public String routines() {
    return api.math();
  }

  /** Arrays of bytes and booleans of a thread's own are not compiled by every backend. */
  @Override
  public DType kept(DType dtype) {
    return switch (dtype) {
      case BOOL, U8, I32 -> DType.I32;
      case I64, F32, F64 -> dtype;
      case I8, I16, U16 -> throw new CompilerBug("jvm", "a task of " + dtype);
      case C64, C128 -> throw CompilerBug.complex("jvm");
    };
  }

  @Override
  public void newArray(Code code, DType dtype, int size, Stmt.Space space) {
    if (space == Stmt.Space.SCRATCH) {
      code.constant(size);
      code.newArray(kept(dtype));
      return;
    }
    String name =
        switch (kept(dtype)) {
          case I32 -> "Int";
          case I64 -> "Long";
          case F32 -> "Float";
          case F64 -> "Double";
          case BOOL, U8, I8, I16, U16, C64, C128 ->
              throw new CompilerBug("jvm", "local memory of " + dtype);
        };
    code.load(context);
    code.constant(size);
    String type = array(dtype).getDescriptor();
    code.invokeVirtual(api.context(), "allocate" + name + "LocalArray", "(I)" + type);
  }

  @Override
  public void barrier(Code code) {
    code.load(context);
    code.invokeVirtual(api.context(), "localBarrier", "()V");
  }

  @Override
  public boolean polls() {
    return false;
  }

  @Override
  public boolean runs(Axis axis) {
    return axis == Axis.GROUP || axis == Axis.THREAD;
  }

  @Override
  public void runner(Code code, Axis axis) {
    field(code, axis == Axis.GROUP ? "groupIdx" : "localIdx");
  }

  /** Pushes the number of the thread among all. */
  void thread(Code code) {
    field(code, "globalIdx");
  }

  private void field(Code code, String name) {
    code.load(context);
    code.getField(api.context(), name, api.index());
    if (!api.index().equals(Type.INT_TYPE.getDescriptor())) {
      code.invokeVirtual("java/lang/Integer", "intValue", "()I");
    }
  }
}
