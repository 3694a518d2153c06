// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A naive kernel without its loops: what is done per element. The indices of parameters are turned
 * into positions in the domain; those are filled in when the statements get their new loops.
 *
 * @param kept statements per kept element; those that stood before the fold come first
 * @param fold per element of the whole domain, if there is a fold
 */
record Nest(List<Stmt> kept, Optional<Folded> fold) {
  Nest {
    kept = List.copyOf(kept);
  }

  /**
   * What the elements of a fold are and how they are reduced.
   *
   * @param each what a scan does after each element
   */
  record Folded(List<Stmt.Reduction> reductions, List<Stmt> body, List<Stmt> each) {
    Folded {
      reductions = List.copyOf(reductions);
      body = List.copyOf(body);
      each = List.copyOf(each);
    }

    boolean isScan() {
      return !each.isEmpty();
    }

    /** The values that the body hands to the reductions. */
    List<Atom> values() {
      return reductions.stream().flatMap(reduction -> reduction.values().stream()).toList();
    }
  }

  /**
   * Takes a kernel apart that is a perfect nest of serial loops over the kept axes around lets,
   * checks and stores with at most one fold over the reduced axes; any other gives nothing.
   */
  static Optional<Nest> of(Kernel kernel) {
    List<Stmt> level = kernel.body();
    List<Stmt> stmts = new ArrayList<>();
    List<String> vars = new ArrayList<>();
    for (int axis = 0; axis < kernel.keptRank(); axis++) {
      if (level.isEmpty()
          || !(level.getLast() instanceof Stmt.Loop loop)
          || !isPlain(loop, axis)
          || !level.stream().limit(level.size() - 1).allMatch(Stmt.Let.class::isInstance)) {
        return Optional.empty();
      }
      stmts.addAll(level.subList(0, level.size() - 1));
      vars.add(loop.var());
      level = loop.body();
    }
    stmts.addAll(level);
    return new NestReader(kernel, vars).read(stmts);
  }

  private static boolean isPlain(Stmt.Loop loop, int axis) {
    return loop.axis() == Axis.SERIAL
        && loop.first().equals(new Atom.Const(Literal.of(0L)))
        && loop.end().equals(new Atom.Extent(false, axis))
        && loop.step() == 1
        && loop.carried().isEmpty();
  }
}
