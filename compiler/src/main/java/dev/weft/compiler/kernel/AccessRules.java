// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.PrimTyping;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;
import java.util.List;

/** What lets, loads and stores may use. */
final class AccessRules {
  private final Kernel kernel;
  private final Scope scope;

  AccessRules(Kernel kernel, Scope scope) {
    this.kernel = kernel;
    this.scope = scope;
  }

  void atom(Atom atom, DType expected) {
    atom(atom);
    BrokenRule.unless(
        atom.dtype() == expected,
        KernelPrinter.atom(atom) + " is " + atom.dtype() + ", not " + expected);
  }

  private void atom(Atom atom) {
    switch (atom) {
      case Atom.Const _ -> {}
      case Atom.Ref(var name, var dtype) ->
          BrokenRule.unless(scope.value(name) == dtype, name + " is not bound as " + dtype);
      case Atom.Extent(var reduced, var axis) ->
          BrokenRule.unless(
              axis >= Atom.Extent.ALL
                  && axis < (reduced ? kernel.reducedRank() : kernel.keptRank()),
              "the domain has no axis " + KernelPrinter.atom(atom));
    }
  }

  void operation(Stmt.Let let, boolean inLanes) {
    switch (let.operation()) {
      case Operation.Apply(var prim, var operands) -> {
        operands.forEach(this::atom);
        PrimTyping.complaint(prim, let.dtype(), dtypes(operands))
            .ifPresent(
                complaint -> {
                  throw new BrokenRule(complaint);
                });
      }
      case Operation.Call(var routine, var operands) -> {
        BrokenRule.unless(!inLanes, "lanes call no routines");
        operands.forEach(this::atom);
        call(routine, dtypes(operands), let.dtype());
      }
      case Operation.CallWhere where -> {
        where.operands().forEach(this::atom);
        BrokenRule.unless(where.guard().dtype() == DType.BOOL, "a guard is no bool");
        BrokenRule.unless(where.otherwise().dtype() == let.dtype(), "two dtypes of a call");
        call(where.routine(), dtypes(where.arguments()), let.dtype());
      }
      case Operation.Load(var buffer, var index) -> load(let.dtype(), buffer, index, inLanes);
    }
  }

  private static void call(Routine routine, List<DType> operands, DType result) {
    BrokenRule.unless(
        routine.parameters().equals(operands) && routine.result() == result,
        routine + " does not take " + operands + " to " + result);
  }

  private static List<DType> dtypes(List<Atom> atoms) {
    return atoms.stream().map(Atom::dtype).toList();
  }

  private void load(DType dtype, String buffer, Index index, boolean inLanes) {
    BrokenRule.unless(scope.buffer(buffer) == dtype, buffer + " does not hold " + dtype);
    Kernel.Param param = scope.param(buffer);
    BrokenRule.unless(param == null || !param.mode().isWritten(), buffer + " is only written");
    index(param, index, inLanes);
  }

  void store(Stmt.Store store, boolean inLanes) {
    String buffer = store.buffer();
    atom(store.value(), scope.buffer(buffer));
    Kernel.Param param = scope.param(buffer);
    BrokenRule.unless(param == null || param.mode().isWritten(), buffer + " is only read");
    BrokenRule.unless(!(store.index() instanceof Index.Guarded), "stores are not guarded");
    index(param, store.index(), inLanes);
  }

  /** Checks an index of a parameter, or of an array where there is none. */
  private void index(Kernel.Param param, Index index, boolean inLanes) {
    switch (index) {
      case Index.At(var axes) -> {
        axes.forEach(axis -> atom(axis, DType.I64));
        int rank = param == null ? 1 : param.rank();
        BrokenRule.unless(axes.size() == rank, "an index has " + rank + " components");
        BrokenRule.unless(
            !inLanes || param == null || rank == 0, "lanes read and write windows only");
      }
      case Index.Guarded(var axes) -> {
        axes.forEach(axis -> atom(axis, DType.I64));
        BrokenRule.unless(
            param != null && axes.size() == param.rank(),
            "a guarded index has a component per axis of a parameter");
        BrokenRule.unless(!inLanes, "lanes read and write windows only");
      }
      case Index.Kept(var position) -> {
        atom(position, DType.I64);
        BrokenRule.unless(isDomain(param, kernel.keptRank()), "no index over the kept axes");
      }
      case Index.Full(var kept, var reduced) -> {
        atom(kept, DType.I64);
        atom(reduced, DType.I64);
        int rank = kernel.keptRank() + kernel.reducedRank();
        BrokenRule.unless(isDomain(param, rank), "no index over the whole domain");
      }
    }
  }

  private static boolean isDomain(Kernel.Param param, int rank) {
    return param != null && param.mode().isOfDomain() && param.rank() == rank;
  }
}
