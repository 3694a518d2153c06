// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode.Domain;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * A class under construction and the kernel it is for: what every method of it needs to know.
 *
 * @param scalar internal name of the class of the scalar bodies
 */
record KernelClass(ClassBuilder builder, String scalar, Kernel kernel, Form form, Lines lines) {

  /** The invariant statements that a block needs. */
  List<Stmt> invariantsOf(List<Stmt> block, boolean checks) {
    Set<String> needed = new HashSet<>(Uses.names(block));
    List<Stmt> found = new ArrayList<>();
    for (Stmt stmt : form.invariants().reversed()) {
      boolean used = stmt instanceof Stmt.Let let ? needed.contains(let.name()) : checks;
      if (used) {
        found.addFirst(stmt);
        needed.addAll(Uses.names(List.of(stmt)));
      }
    }
    return found;
  }

  /** Brings every buffer that a block uses into locals, unless it is there already. */
  void bindBuffers(BodyEmitter body, Local frame, List<Stmt> block) {
    for (String buffer : Uses.buffers(block)) {
      if (!body.buffers().containsKey(buffer)) {
        body.buffers().put(buffer, bind(body.code(), frame, buffer));
      }
    }
  }

  private Buffer bind(Code code, Local frame, String name) {
    if (form.scratch().containsKey(name)) {
      DType dtype = form.scratch().get(name);
      int slot = List.copyOf(form.scratch().keySet()).indexOf(name);
      return new Buffer.Window(dtype, array(code, frame, "scratch", slot, dtype), null);
    }
    int index = 0;
    while (!kernel.params().get(index).name().equals(name)) {
      index++;
    }
    Kernel.Param param = kernel.params().get(index);
    if (form.domains().get(name) == Domain.WHOLE) {
      return whole(code, frame, index, param);
    }
    Local array = array(code, frame, "arrays", index, param.dtype());
    Local base = base(code, frame, index);
    return isWindow(name)
        ? new Buffer.Window(param.dtype(), array, base)
        : new Buffer.Whole(param.dtype(), array, base, List.of(), List.of());
  }

  /** Brings a parameter into locals as a whole tensor. */
  static Buffer whole(Code code, Local frame, int index, Kernel.Param param) {
    Local array = array(code, frame, "arrays", index, param.dtype());
    Local base = base(code, frame, index);
    List<Local> shape = sizes(code, frame, "shapes", index, param.rank());
    List<Local> strides = sizes(code, frame, "strides", index, param.rank());
    return new Buffer.Whole(param.dtype(), array, base, shape, strides);
  }

  private static Local base(Code code, Local frame, int index) {
    Local base = code.local("base" + index, Type.INT_TYPE);
    code.load(frame);
    code.getField(Types.FRAME, "bases", "[I");
    code.constant(index);
    code.op(Code.IALOAD);
    code.store(base);
    return base;
  }

  /** Reads an array that the frame holds in a field. */
  static Local array(Code code, Local frame, String field, int index, DType dtype) {
    Local array = code.local((field.equals("arrays") ? "p" : field) + index, Types.array(dtype));
    code.load(frame);
    code.getField(Types.FRAME, field, "[Ljava/lang/Object;");
    code.constant(index);
    code.op(Code.AALOAD);
    code.cast(Types.array(dtype).getInternalName());
    code.store(array);
    return array;
  }

  private static List<Local> sizes(Code code, Local frame, String field, int index, int rank) {
    List<Local> locals = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      Local local = code.local(field + index + "_" + axis, Type.LONG_TYPE);
      code.load(frame);
      code.getField(Types.FRAME, field, "[[J");
      code.constant(index);
      code.op(Code.AALOAD);
      code.constant(axis);
      code.op(Code.LALOAD);
      code.store(local);
      locals.add(local);
    }
    return locals;
  }

  /** True for a parameter whose elements a loop takes one after another. */
  boolean isWindow(String buffer) {
    Domain domain = form.domains().get(buffer);
    return domain == null || domain == Domain.KEPT || domain == Domain.FULL;
  }
}
