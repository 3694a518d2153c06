// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The literals of a stage that a call may give as well: all operands of arithmetic but counts of
 * shifts.
 */
final class StageLiterals {
  private StageLiterals() {}

  /** All of them, in order. */
  static List<Literal> of(List<Stmt> body) {
    List<Literal> found = new ArrayList<>();
    replaced(
        body,
        new Lines(),
        literal -> {
          found.add(literal.value());
          return literal;
        });
    return found;
  }

  /** The body with other atoms in their places, asked for in order. */
  static List<Stmt> replaced(List<Stmt> body, Lines lines, Function<Atom.Const, Atom> by) {
    List<Stmt> result = new ArrayList<>();
    for (Stmt stmt : body) {
      result.add(
          stmt instanceof Stmt.Let(String name, DType dtype, Operation.Apply apply)
                  && apply.operands().stream().anyMatch(atom -> isGiven(apply.prim(), atom))
              ? lines.like(stmt, new Stmt.Let(name, dtype, replaced(apply, by)))
              : stmt);
    }
    return result;
  }

  private static Operation replaced(Operation.Apply apply, Function<Atom.Const, Atom> by) {
    List<Atom> operands = new ArrayList<>();
    for (Atom atom : apply.operands()) {
      operands.add(isGiven(apply.prim(), atom) ? by.apply((Atom.Const) atom) : atom);
    }
    return new Operation.Apply(apply.prim(), operands);
  }

  private static boolean isGiven(Prim prim, Atom atom) {
    return !prim.isShift() && atom instanceof Atom.Const && atom.dtype() != DType.BOOL;
  }
}
