// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import org.objectweb.asm.Type;

/** What a body finds around it: where failures go, whose routines it calls, how it gets arrays. */
sealed interface Machine permits Machine.OfFrame, TaskMachine {

  /** Reports that a check failed. */
  void fault(Code code, int site, Position position);

  /** The class whose static methods are the routines. */
  String routines();

  /** How elements of the kernel's own arrays are kept. */
  DType kept(DType dtype);

  /** The type of an array of the kernel's own. */
  default Type array(DType dtype) {
    return Types.array(kept(dtype));
  }

  /** Pushes a new array. */
  void newArray(Code code, DType dtype, int size, Stmt.Space space);

  void barrier(Code code);

  /** True where long loops look for an interrupt. */
  boolean polls();

  /** True where every round of such a loop has a runner of its own. */
  boolean runs(Axis axis);

  /** Pushes the number (an int) of the runner at hand. */
  void runner(Code code, Axis axis);

  /** A thread of the JVM that was handed a frame. */
  record OfFrame(Local frame) implements Machine {
    @Override
    public void fault(Code code, int site, Position position) {
      code.load(frame);
      code.constant(site);
      position.fault(code);
    }

    @Override
    public String routines() {
      return Types.ROUTINES;
    }

    @Override
    public DType kept(DType dtype) {
      return dtype;
    }

    @Override
    public void newArray(Code code, DType dtype, int size, Stmt.Space space) {
      code.constant(size);
      code.newArray(dtype);
    }

    @Override
    public void barrier(Code code) {
      throw new CompilerBug("jvm", "a barrier on a machine without groups");
    }

    @Override
    public boolean polls() {
      return true;
    }

    @Override
    public boolean runs(Axis axis) {
      return false;
    }

    @Override
    public void runner(Code code, Axis axis) {
      throw new CompilerBug("jvm", "a machine without " + axis);
    }
  }
}
