// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode.Domain;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Map;

/**
 * A scheduled kernel taken apart into what the entry points do. Bookkeeping of positions is gone:
 * blocks hold only what an element needs.
 *
 * @param domains per parameter the axes it has
 * @param scratch the scratch arrays in order, with their dtypes
 * @param invariants statements of no axis; every method writes those that it needs
 * @param stages the element loops, in order; of a fold those that run before each block's elements
 * @param fold the fold, or null
 * @param epilogue what a fold's kernel does per kept element, a scan's after each element
 */
record Form(
    Map<String, Domain> domains,
    Map<String, DType> scratch,
    List<Stmt> invariants,
    List<Stage> stages,
    Stmt.Fold fold,
    List<Stmt> epilogue) {

  /**
   * One element loop.
   *
   * @param vector whether the body may run in lanes
   */
  record Stage(boolean vector, List<Stmt> body) {
    Stage {
      body = List.copyOf(body);
    }
  }

  Form {
    invariants = List.copyOf(invariants);
    stages = List.copyOf(stages);
    epilogue = List.copyOf(epilogue);
  }
}
