// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode.Domain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A class under construction and the kernel it is for: what every method of it needs to know.
 *
 * @param scalar internal name of the class of the scalar bodies
 * @param indices of parameters among the kernel's, of scratch arrays among the frame's
 */
record KernelClass(
    ClassBuilder builder,
    String scalar,
    Kernel kernel,
    Form form,
    Lines lines,
    Map<String, Integer> indices) {

  static KernelClass of(
      ClassBuilder builder, String scalar, Kernel kernel, Form form, Lines lines) {
    Map<String, Integer> indices = new HashMap<>(indices(kernel));
    int slot = 0;
    for (String name : form.scratch().keySet()) {
      indices.put(name, slot++);
    }
    return new KernelClass(builder, scalar, kernel, form, lines, indices);
  }

  /** The position of every parameter. */
  static Map<String, Integer> indices(Kernel kernel) {
    Map<String, Integer> indices = new HashMap<>();
    kernel.params().forEach(param -> indices.put(param.name(), indices.size()));
    return indices;
  }

  Kernel.Param param(String name) {
    return kernel.params().get(indices.get(name));
  }

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

  FrameBuffers buffers(Code code, Local frame) {
    return new FrameBuffers(code, frame, indices);
  }

  /** True for a parameter whose elements a loop takes one after another. */
  boolean isWindow(String buffer) {
    Domain domain = form.domains().get(buffer);
    return domain == null || domain == Domain.KEPT || domain == Domain.FULL;
  }
}
