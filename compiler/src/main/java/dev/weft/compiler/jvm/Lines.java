// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.Stmt;
import java.util.IdentityHashMap;
import java.util.Map;

/** The lines of a kernel's statements in its listing. */
final class Lines {
  private final Map<Stmt, Integer> lines;

  Lines(Kernel kernel) {
    this.lines = new IdentityHashMap<>(KernelText.lines(kernel));
  }

  /** Of no listing. */
  Lines() {
    this.lines = new IdentityHashMap<>();
  }

  /** A line from 1 on, or 0 for a statement that is not in the listing. */
  int of(Stmt stmt) {
    return lines.getOrDefault(stmt, 0);
  }

  /** Gives {@code stmt} the line of the one that it stands for. */
  <S extends Stmt> S like(Stmt original, S stmt) {
    lines.put(stmt, of(original));
    return stmt;
  }
}
