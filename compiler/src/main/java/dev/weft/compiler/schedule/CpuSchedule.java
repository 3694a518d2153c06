// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings naive kernels into the forms of the CPU. A kernel without a fold becomes a parallel loop
 * over blocks of kept positions with one or more element loops inside; one with a fold a parallel
 * loop over kept positions around a fold over reduced positions, with element loops per block of it
 * where the body needs stages. Values cross from loop to loop in scratch. Any other kernel stays as
 * it is.
 */
public final class CpuSchedule {
  private static final Atom ZERO = new Atom.Const(Literal.of(0L));
  private static final Atom BLOCK = new Atom.Const(Literal.of((long) KernelCode.BLOCK));

  private final Kernel naive;
  private final ScheduleLimits limits;
  private final Names names;

  private CpuSchedule(Kernel naive, ScheduleLimits limits) {
    this.naive = naive;
    this.limits = limits;
    this.names = new Names(naive);
  }

  /** The scheduled form of a kernel: the same bits from the same arguments. */
  public static Kernel apply(Kernel naive, ScheduleLimits limits) {
    return Nest.of(naive)
        .map(
            nest ->
                new CpuSchedule(naive, limits).schedule(Trim.of(nest, invariants(naive, limits))))
        .orElse(naive);
  }

  /** The one element of a kernel without axes is not worth a computation ahead of it. */
  private static int invariants(Kernel naive, ScheduleLimits limits) {
    boolean single = naive.keptRank() == 0 && naive.reducedRank() == 0;
    return single ? 0 : limits.serialOps();
  }

  private Kernel schedule(Trim trim) {
    Nest nest = trim.nest();
    Stmt loop =
        nest.fold()
            .map(folded -> folded.isScan() ? scan(trim, folded) : fold(trim, folded))
            .orElseGet(() -> map(trim.invariants(), nest.kept()));
    return naive.withBody(List.of(loop));
  }

  private Stmt map(List<Stmt> invariants, List<Stmt> elements) {
    Atom.Ref k = names.position("k");
    Atom extent = new Atom.Extent(false, Atom.Extent.ALL);
    List<Stmt> body = new ArrayList<>();
    Atom count = blockCount(k, extent, body);
    body.addAll(invariants);
    Stages stages = Stages.of(elements, List.of(), limits, names);
    body.addAll(stages.scratch());
    for (Stage stage : stages.loops()) {
      body.add(elementLoop(stage, k, null, count));
    }
    return new Stmt.Loop(
        Axis.PARALLEL, k.name(), ZERO, extent, KernelCode.BLOCK, List.of(), body, List.of());
  }

  /** Elements are few operations, so they need no stages. */
  private Stmt scan(Trim trim, Nest.Folded folded) {
    Atom.Ref k = names.position("k");
    Atom.Ref r = names.position("r");
    Atom extent = new Atom.Extent(true, Atom.Extent.ALL);
    boolean lanes = folded.body().stream().allMatch(limits.lanes());
    Axis axis = lanes ? Axis.VECTOR : Axis.SERIAL;
    Stmt.Fold scan =
        new Stmt.Fold(
            folded.reductions(),
            List.of(new Stmt.FoldAxis(axis, r.name(), extent)),
            names.fresh("b"),
            List.of(),
            Elements.at(folded.body(), k, r, null),
            Elements.at(folded.each(), k, r, null));
    return perKept(k, trim.invariants(), scan, trim.nest().kept());
  }

  private Stmt fold(Trim trim, Nest.Folded folded) {
    Atom.Ref k = names.position("k");
    Atom.Ref b = names.position("b");
    Atom.Ref r = names.position("r");
    Atom extent = new Atom.Extent(true, Atom.Extent.ALL);
    Stages stages = Stages.of(folded.body(), folded.values(), limits, names);
    Stage last = stages.loops().getLast();
    List<Stmt> perBlock = new ArrayList<>();
    List<Stmt> body = new ArrayList<>();
    Atom.Ref offset = null;
    if (stages.loops().size() > 1) {
      Atom count = blockCount(b, extent, perBlock);
      perBlock.addAll(stages.scratch());
      for (Stage stage : stages.loops().subList(0, stages.loops().size() - 1)) {
        perBlock.add(elementLoop(stage, k, b, count));
      }
      offset = names.position("j");
      body.add(let(offset, Prim.SUB, r, b));
    }
    body.addAll(Elements.at(last.stmts(), k, r, offset));
    Axis axis = last.lanes() && !rescues(last) ? Axis.VECTOR : Axis.SERIAL;
    Stmt fold =
        new Stmt.Fold(
            stages.reductions(folded.reductions()),
            List.of(new Stmt.FoldAxis(axis, r.name(), extent)),
            b.name(),
            perBlock,
            body);
    return perKept(k, trim.invariants(), fold, trim.nest().kept());
  }

  private static Stmt perKept(Atom.Ref k, List<Stmt> invariants, Stmt fold, List<Stmt> epilogue) {
    List<Stmt> perKept = new ArrayList<>(invariants);
    perKept.add(fold);
    perKept.addAll(Elements.at(epilogue, k, null, null));
    Atom kept = new Atom.Extent(false, Atom.Extent.ALL);
    return new Stmt.Loop(Axis.PARALLEL, k.name(), ZERO, kept, 1, List.of(), perKept, List.of());
  }

  /** Lanes of a fold cannot be given up one group at a time: their accumulators are shared. */
  private static boolean rescues(Stage stage) {
    return stage.stmts().stream()
        .anyMatch(s -> s instanceof Stmt.Let let && let.operation() instanceof Operation.CallWhere);
  }

  /** Adds the number of elements of the block that starts at {@code start}. */
  private Atom blockCount(Atom start, Atom extent, List<Stmt> body) {
    Atom.Ref rest = names.position("rest");
    Atom.Ref count = names.position("m");
    body.add(let(rest, Prim.SUB, extent, start));
    body.add(let(count, Prim.MIN, rest, BLOCK));
    return count;
  }

  /**
   * One element loop of a block.
   *
   * @param b start of the block of a fold; without a fold null, and {@code k} is the block's start
   */
  private Stmt elementLoop(Stage stage, Atom k, Atom b, Atom count) {
    Atom.Ref i = names.position("i");
    Atom.Ref p = names.position(b == null ? "p" : "q");
    List<Stmt> body = new ArrayList<>();
    body.add(let(p, Prim.ADD, b == null ? k : b, i));
    body.addAll(Elements.at(stage.stmts(), b == null ? p : k, p, i));
    Axis axis = stage.lanes() ? Axis.VECTOR : Axis.SERIAL;
    return new Stmt.Loop(axis, i.name(), ZERO, count, 1, List.of(), body, List.of());
  }

  private static Stmt let(Atom.Ref name, Prim prim, Atom x, Atom y) {
    return new Stmt.Let(name.name(), DType.I64, new Operation.Apply(prim, List.of(x, y)));
  }
}
