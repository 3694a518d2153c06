// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.List;

/** The rules of kernels. What does not hold is a mistake of the stage that made the kernel. */
public final class KernelChecker {
  private final String place;
  private final Kernel kernel;
  private final Scope scope;
  private final AccessRules access;

  /** The statement being looked at, for the message. */
  private Stmt at;

  private KernelChecker(String place, Kernel kernel) {
    this.place = place;
    this.kernel = kernel;
    this.scope = new Scope(kernel);
    this.access = new AccessRules(kernel, scope);
  }

  /**
   * @param place the stage or pass that made the kernel
   * @throws CompilerBug with a window of the text if a rule is broken
   */
  public static void check(String place, Kernel kernel) {
    KernelChecker checker = new KernelChecker(place, kernel);
    try {
      checker.kernel();
    } catch (BrokenRule e) {
      KernelPrinter printer = KernelPrinter.of(kernel);
      throw new CompilerBug(place, e.getMessage() + "\n" + printer.window(checker.at));
    }
  }

  /** Where a statement stands. */
  private record Context(boolean inLoop, boolean inLanes, boolean inGroup, boolean inThread) {
    static final Context TOP = new Context(false, false, false, false);

    Context inside(Axis axis) {
      return new Context(
          true,
          inLanes || axis == Axis.VECTOR,
          inGroup || axis == Axis.GROUP,
          inThread || axis == Axis.THREAD);
    }
  }

  private void kernel() {
    BrokenRule.unless(
        kernel.keptRank() >= 0 && kernel.reducedRank() >= 0, "ranks are not negative");
    kernel.params().forEach(this::param);
    block(kernel.body(), Context.TOP);
  }

  private void param(Kernel.Param param) {
    scope.bindBuffer(param.name(), param.dtype());
    int kept = kernel.keptRank();
    int full = kept + kernel.reducedRank();
    int rank = param.rank();
    boolean fits =
        switch (param.mode()) {
          case IN -> rank == 0 || rank == kept || rank == full;
          case OUT -> rank == kept || rank == full;
          case WHOLE, PARTS -> rank >= 0;
        };
    BrokenRule.unless(fits, "parameter " + param.name() + " has the rank of no part of the domain");
  }

  private void block(List<Stmt> stmts, Context context) {
    scope.open();
    statements(stmts, context);
    scope.close();
  }

  private void statements(List<Stmt> stmts, Context context) {
    for (Stmt stmt : stmts) {
      at = stmt;
      BrokenRule.unless(
          !context.inLanes() || stmt instanceof Stmt.Let || stmt instanceof Stmt.Store,
          "lanes run straight-line code only");
      statement(stmt, context);
    }
  }

  private void statement(Stmt stmt, Context context) {
    switch (stmt) {
      case Stmt.Let let -> {
        access.operation(let, context.inLanes());
        scope.bind(let.name(), let.dtype());
      }
      case Stmt.Store store -> access.store(store, context.inLanes());
      case Stmt.Alloc alloc -> alloc(alloc, context);
      case Stmt.Check check -> {
        access.atom(check.ok(), DType.BOOL);
        site(check.site());
      }
      case Stmt.Barrier _ ->
          BrokenRule.unless(context.inThread(), "a barrier stands in a loop over threads");
      case Stmt.If branch -> {
        access.atom(branch.condition(), DType.BOOL);
        block(branch.whenTrue(), context);
        block(branch.whenFalse(), context);
      }
      case Stmt.Loop loop -> loop(loop, context);
      case Stmt.While loop -> loop(loop, context);
      case Stmt.Fold fold -> fold(fold, context);
    }
  }

  private void site(int site) {
    BrokenRule.unless(site >= 0 && site < kernel.sites().size(), "no site " + site);
  }

  private void alloc(Stmt.Alloc alloc, Context context) {
    switch (alloc.space()) {
      case SCRATCH ->
          BrokenRule.unless(
              alloc.size() == KernelCode.BLOCK, "scratch has " + KernelCode.BLOCK + " elements");
      case LOCAL ->
          BrokenRule.unless(
              alloc.size() > 0 && context.inGroup() && !context.inThread(),
              "local arrays belong to a group and are not empty");
    }
    scope.bindBuffer(alloc.name(), alloc.dtype());
  }

  private void loop(Stmt.Loop loop, Context context) {
    access.atom(loop.first(), DType.I64);
    access.atom(loop.end(), DType.I64);
    BrokenRule.unless(loop.step() >= 1, "a loop steps by at least 1");
    BrokenRule.unless(
        loop.carried().isEmpty() || loop.axis() == Axis.SERIAL, "only serial loops carry values");
    nesting(loop.axis(), context);
    carried(loop.carried());
    scope.open();
    scope.bind(loop.var(), DType.I64);
    statements(loop.body(), context.inside(loop.axis()));
    at = loop;
    next(loop.carried(), loop.next());
    scope.close();
  }

  private static void nesting(Axis axis, Context context) {
    switch (axis) {
      case SERIAL, VECTOR -> {}
      case PARALLEL, GROUP -> BrokenRule.unless(!context.inLoop(), axis + " loops are outermost");
      case THREAD ->
          BrokenRule.unless(
              context.inGroup() && !context.inThread(), "threads run in a group, once");
    }
  }

  private void loop(Stmt.While loop, Context context) {
    access.atom(loop.limit(), DType.I64);
    site(loop.site());
    carried(loop.carried());
    scope.open();
    Context inside = context.inside(Axis.SERIAL);
    statements(loop.test(), inside);
    at = loop;
    access.atom(loop.condition(), DType.BOOL);
    statements(loop.body(), inside);
    at = loop;
    next(loop.carried(), loop.next());
    scope.close();
  }

  private void carried(List<Stmt.Carried> carried) {
    carried.forEach(c -> access.atom(c.initial(), c.dtype()));
    carried.forEach(c -> scope.bind(c.name(), c.dtype()));
  }

  private void next(List<Stmt.Carried> carried, List<Atom> next) {
    BrokenRule.unless(carried.size() == next.size(), "every carried value has a next one");
    for (int i = 0; i < next.size(); i++) {
      access.atom(next.get(i), carried.get(i).dtype());
    }
  }

  private void fold(Stmt.Fold fold, Context context) {
    for (Stmt.FoldAxis axis : fold.axes()) {
      access.atom(axis.extent(), DType.I64);
      BrokenRule.unless(
          axis.axis() == Axis.SERIAL || axis.axis() == Axis.VECTOR,
          "a fold is serial or runs in lanes");
    }
    BrokenRule.unless(
        fold.perBlock().isEmpty() || fold.axes().size() == 1, "only a fold of one axis has stages");
    boolean lanes = fold.axes().stream().anyMatch(axis -> axis.axis() == Axis.VECTOR);
    Context inside = context.inside(Axis.SERIAL);
    scope.open();
    scope.bind(fold.blockVar(), DType.I64);
    statements(fold.perBlock(), inside);
    fold.axes().forEach(axis -> scope.bind(axis.var(), DType.I64));
    statements(fold.body(), lanes ? inside.inside(Axis.VECTOR) : inside);
    at = fold;
    fold.reductions().forEach(this::values);
    if (fold.isScan()) {
      BrokenRule.unless(
          fold.axes().size() == 1 && fold.perBlock().isEmpty(), "a scan has one axis, no stages");
      fold.reductions().forEach(this::results);
      statements(fold.each(), inside);
    }
    scope.close();
    if (!fold.isScan()) {
      fold.reductions().forEach(this::results);
    }
  }

  private void values(Stmt.Reduction reduction) {
    DType dtype = reduction.dtype();
    boolean bools = reduction.monoid() == Monoid.ANY || reduction.monoid() == Monoid.ALL;
    BrokenRule.unless(
        bools == (dtype == DType.BOOL) && !dtype.isSmall(),
        reduction.monoid() + " does not reduce " + dtype);
    List<DType> components = reduction.monoid().components(dtype);
    BrokenRule.unless(
        components.size() == reduction.values().size()
            && components.size() == reduction.results().size(),
        reduction.monoid() + " has " + components.size() + " components");
    for (int i = 0; i < components.size(); i++) {
      access.atom(reduction.values().get(i), components.get(i));
    }
  }

  private void results(Stmt.Reduction reduction) {
    List<DType> components = reduction.monoid().components(reduction.dtype());
    for (int i = 0; i < components.size(); i++) {
      scope.bind(reduction.results().get(i), components.get(i));
    }
  }
}
