// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names for a naive kernel that loses its loops, and with them the names of their variables. */
final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> counters = new HashMap<>();

  Names(Kernel naive) {
    naive.params().forEach(param -> taken.add(param.name()));
    collect(naive.body());
  }

  private void collect(List<Stmt> stmts) {
    for (Stmt stmt : stmts) {
      switch (stmt) {
        case Stmt.Let let -> taken.add(let.name());
        case Stmt.Loop loop -> collect(loop.body());
        case Stmt.Fold fold -> {
          fold.reductions().forEach(reduction -> taken.addAll(reduction.results()));
          collect(fold.body());
          collect(fold.each());
        }
        case Stmt.Store _, Stmt.Check _ -> {}
        case Stmt.Alloc _, Stmt.Barrier _, Stmt.If _, Stmt.While _ ->
            throw new CompilerBug("schedule", "no nest of loops: " + stmt);
      }
    }
  }

  /** {@code hint} if nothing has that name, else with a number. */
  String fresh(String hint) {
    String name = hint;
    while (!taken.add(name)) {
      name = hint + "_" + counters.merge(hint, 1, Integer::sum);
    }
    return name;
  }

  /** A new i64 name. */
  Atom.Ref position(String hint) {
    return new Atom.Ref(fresh(hint), DType.I64);
  }
}
