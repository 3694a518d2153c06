// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A nest without what nobody needs, and with what is the same for all elements apart.
 *
 * <p>Every stage computes the invariants that it uses, in one method, so they are few: what is
 * beyond the limit is computed for each element.
 *
 * @param invariants lets, and of a kernel without a fold checks, that depend on scalars only
 * @param nest the rest
 */
record Trim(List<Stmt> invariants, Nest nest) {

  /**
   * @param most how many invariants may compute something; loads are free
   */
  static Trim of(Nest nest, int most) {
    Set<String> used = new HashSet<>();
    Optional<Nest.Folded> fold = nest.fold().map(folded -> withoutDead(folded, used));
    List<Stmt> kept = withoutDead(nest.kept(), used);
    Hoisting hoisting = new Hoisting(most);
    hoisting.hoist(kept, fold.isEmpty());
    fold.ifPresent(folded -> hoisting.hoist(folded.body(), false));
    Set<Stmt> invariants = hoisting.invariants;
    return new Trim(
        List.copyOf(invariants),
        new Nest(
            without(kept, invariants),
            fold.map(
                f -> new Nest.Folded(f.reductions(), without(f.body(), invariants), f.each()))));
  }

  private static List<Stmt> without(List<Stmt> stmts, Set<Stmt> gone) {
    return stmts.stream().filter(stmt -> !gone.contains(stmt)).toList();
  }

  private static Nest.Folded withoutDead(Nest.Folded folded, Set<String> used) {
    List<Stmt> each = withoutDead(folded.each(), used);
    folded.values().stream().flatMap(Elements::name).forEach(used::add);
    return new Nest.Folded(folded.reductions(), withoutDead(folded.body(), used), each);
  }

  /**
   * The statements without lets of unused names.
   *
   * @param used the names that others use; those that the statements use are added
   */
  private static List<Stmt> withoutDead(List<Stmt> stmts, Set<String> used) {
    List<Stmt> alive = new ArrayList<>();
    for (Stmt stmt : stmts.reversed()) {
      if (!(stmt instanceof Stmt.Let let) || used.contains(let.name())) {
        Elements.names(stmt).forEach(used::add);
        alive.add(stmt);
      }
    }
    return alive.reversed();
  }

  private static final class Hoisting {
    private final Set<Stmt> invariants = new LinkedHashSet<>();
    private final Set<String> names = new HashSet<>();
    private int room;

    Hoisting(int room) {
      this.room = room;
    }

    void hoist(List<Stmt> stmts, boolean checks) {
      for (Stmt stmt : stmts) {
        boolean scalar =
            switch (stmt) {
              case Stmt.Let(_, _, Operation.Load load) -> isScalar(load);
              case Stmt.Let _ -> room > 0;
              case Stmt.Check _ -> checks;
              default -> false;
            };
        if (scalar && Elements.names(stmt).allMatch(names::contains)) {
          add(stmt);
        }
      }
    }

    private void add(Stmt stmt) {
      invariants.add(stmt);
      if (stmt instanceof Stmt.Let let) {
        names.add(let.name());
        room -= let.operation() instanceof Operation.Load ? 0 : 1;
      }
    }

    private static boolean isScalar(Operation.Load load) {
      return load.index() instanceof Index.At(var axes) && axes.isEmpty();
    }
  }
}
