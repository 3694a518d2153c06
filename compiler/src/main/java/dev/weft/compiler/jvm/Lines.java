// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Stmt;

/** The line of a statement in the listing of its kernel. */
interface Lines {

  /** A line from 1 on, or 0 where there is none. */
  int of(Stmt stmt);
}
