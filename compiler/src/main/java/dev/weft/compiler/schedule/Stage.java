// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Stmt;
import java.util.List;

/**
 * The body of one element loop.
 *
 * @param lanes whether it runs in lanes
 * @param stmts its statements, positions not yet filled in
 */
record Stage(boolean lanes, List<Stmt> stmts) {
  Stage {
    stmts = List.copyOf(stmts);
  }
}
