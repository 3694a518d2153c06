// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.target;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a kernel cannot be compiled for a target. */
public final class Obstacles {
  private final CodeTarget target;
  private final Set<String> found = new LinkedHashSet<>();
  private int operations;

  private Obstacles(CodeTarget target) {
    this.target = target;
  }

  /** All reasons, each once and in words; none for a kernel that the target can have. */
  public static List<String> of(CodeTarget target, Kernel kernel) {
    Obstacles obstacles = new Obstacles(target);
    for (Kernel.Param param : kernel.params()) {
      obstacles.note(param.dtype() + " tensors", target.storage(param.dtype()));
    }
    obstacles.block(kernel.body());
    obstacles.atMost(kernel.params().size(), target.limits().parameters(), "tensors");
    obstacles.atMost(obstacles.operations, target.limits().operations(), "operations");
    return new ArrayList<>(obstacles.found);
  }

  private void atMost(int count, int most, String what) {
    if (count > most) {
      found.add(count + " " + what + " where " + target.name() + " takes " + most);
    }
  }

  private void note(String what, Lowering lowering) {
    if (lowering instanceof Lowering.Unsupported(String reason)) {
      found.add(what + ": " + reason);
    }
  }

  private void block(List<Stmt> stmts) {
    stmts.forEach(this::statement);
  }

  private void statement(Stmt stmt) {
    switch (stmt) {
      case Stmt.Let let -> operation(let.operation());
      case Stmt.Loop loop -> block(loop.body());
      case Stmt.While loop -> {
        block(loop.test());
        block(loop.body());
      }
      case Stmt.If branch -> {
        block(branch.whenTrue());
        block(branch.whenFalse());
      }
      case Stmt.Fold fold -> {
        block(fold.perBlock());
        block(fold.body());
        block(fold.each());
        operations += fold.reductions().size();
      }
      case Stmt.Store _, Stmt.Check _, Stmt.Alloc _, Stmt.Barrier _ -> operations++;
    }
  }

  private void operation(Operation operation) {
    operations++;
    switch (operation) {
      case Operation.Apply(Prim prim, var operands) -> {
        DType dtype = operands.getLast().dtype();
        note(prim + " of " + dtype, target.lowering(prim, dtype));
      }
      case Operation.Call(var routine, _) -> note(routine.name(), target.lowering(routine));
      case Operation.CallWhere(var routine, _) -> note(routine.name(), target.lowering(routine));
      case Operation.Load _ -> {}
    }
  }
}
