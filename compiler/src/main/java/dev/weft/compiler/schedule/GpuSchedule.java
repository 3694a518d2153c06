// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings naive kernels into the form of a GPU: a thread per kept element, in groups of one size,
 * with folds serial inside. Kernels that are no nest of loops stay as they are.
 */
public final class GpuSchedule {
  private static final Atom ZERO = constant(0);
  private static final Atom KEPT = new Atom.Extent(false, Atom.Extent.ALL);

  private final Names names;
  private final int groupSize;

  private GpuSchedule(Names names, int groupSize) {
    this.names = names;
    this.groupSize = groupSize;
  }

  /**
   * The scheduled form of a kernel: the same bits from the same arguments.
   *
   * @param groupSize threads of a group, a power of two
   */
  public static Kernel apply(Kernel naive, int groupSize) {
    if (Integer.bitCount(groupSize) != 1) {
      throw new IllegalArgumentException("a group of " + groupSize + " threads");
    }
    return Nest.of(naive)
        .map(nest -> Trim.of(nest, Integer.MAX_VALUE))
        .map(trim -> new GpuSchedule(new Names(naive), groupSize).groups(trim))
        .map(body -> naive.withBody(body))
        .orElse(naive);
  }

  private static Atom constant(long value) {
    return new Atom.Const(Literal.of(value));
  }

  private List<Stmt> groups(Trim trim) {
    Atom.Ref up = names.position("up");
    Atom.Ref groups = names.position("groups");
    Atom.Ref g = names.position("g");
    Atom.Ref l = names.position("l");
    Atom.Ref base = names.position("base");
    Atom.Ref p = names.position("p");
    Atom.Ref inside = new Atom.Ref(names.fresh("inside"), DType.BOOL);
    Atom shift = constant(Integer.numberOfTrailingZeros(groupSize));
    List<Stmt> thread =
        List.of(
            let(base, Prim.SHL, g, shift),
            let(p, Prim.ADD, base, l),
            let(inside, Prim.LT, p, KEPT),
            new Stmt.If(inside, element(trim, p), List.of()));
    List<Stmt> group = List.of(loop(Axis.THREAD, l, constant(groupSize), thread));
    return List.of(
        let(up, Prim.ADD, KEPT, constant(groupSize - 1)),
        let(groups, Prim.SHR, up, shift),
        loop(Axis.GROUP, g, groups, group));
  }

  private List<Stmt> element(Trim trim, Atom p) {
    List<Stmt> stmts = new ArrayList<>(trim.invariants());
    trim.nest().fold().ifPresent(folded -> stmts.add(fold(folded, p)));
    stmts.addAll(Elements.at(trim.nest().kept(), p, null, null));
    return stmts;
  }

  private Stmt fold(Nest.Folded folded, Atom p) {
    Atom.Ref r = names.position("r");
    Atom extent = new Atom.Extent(true, Atom.Extent.ALL);
    return new Stmt.Fold(
        folded.reductions(),
        List.of(new Stmt.FoldAxis(Axis.SERIAL, r.name(), extent)),
        names.fresh("b"),
        List.of(),
        Elements.at(folded.body(), p, r, null),
        Elements.at(folded.each(), p, r, null));
  }

  private static Stmt loop(Axis axis, Atom.Ref var, Atom end, List<Stmt> body) {
    return new Stmt.Loop(axis, var.name(), ZERO, end, 1, List.of(), body, List.of());
  }

  private static Stmt let(Atom.Ref name, Prim prim, Atom x, Atom y) {
    return new Stmt.Let(name.name(), name.dtype(), new Operation.Apply(prim, List.of(x, y)));
  }
}
