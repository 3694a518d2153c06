// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.jvm.Positions.Kind;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Recognises the scheduled forms of the CPU. */
final class FormReader {
  private final Kernel kernel;
  private final Positions positions = new Positions();
  private final Map<String, Kernel.Param> params = new LinkedHashMap<>();
  private final Map<String, Domain> domains = new LinkedHashMap<>();
  private final Map<String, DType> scratch = new LinkedHashMap<>();
  private final Set<String> invariantNames = new HashSet<>();
  private final List<Stmt> invariants = new ArrayList<>();
  private final List<Form.Stage> stages = new ArrayList<>();
  private final List<Stmt> epilogue = new ArrayList<>();
  private Stmt.Fold fold;
  private boolean folds;
  private boolean folding;

  private FormReader(Kernel kernel) {
    this.kernel = kernel;
    kernel.params().forEach(param -> params.put(param.name(), param));
  }

  /** True where the runtime drives the kernel over windows, false where it loops by itself. */
  static boolean isDriven(Kernel kernel) {
    return kernel.body().stream()
        .anyMatch(stmt -> stmt instanceof Stmt.Loop loop && loop.axis() == Axis.PARALLEL);
  }

  /** Takes a driven kernel apart. */
  static Form read(Kernel kernel) {
    FormReader reader = new FormReader(kernel);
    kernel.body().forEach(reader::outer);
    for (Kernel.Param param : kernel.params()) {
      reader.domains.putIfAbsent(param.name(), reader.unused(param));
    }
    if (reader.fold == null && !reader.epilogue.isEmpty()) {
      throw new CompilerBug("jvm", "outside the element loops: " + reader.epilogue.get(0));
    }
    return new Form(
        reader.domains,
        reader.scratch,
        reader.invariants,
        reader.stages,
        reader.fold,
        reader.epilogue);
  }

  private void outer(Stmt stmt) {
    if (stmt instanceof Stmt.Loop loop && loop.axis() == Axis.PARALLEL) {
      folds = loop.body().stream().anyMatch(Stmt.Fold.class::isInstance);
      positions.bind(loop.var(), folds ? Kind.KEPT : Kind.KEPT_START);
      positions.requireBound(loop.end());
      loop.body().forEach(this::inner);
    } else {
      inner(stmt);
    }
  }

  private void inner(Stmt stmt) {
    switch (stmt) {
      case Stmt.Let let -> epilogue.addAll(element(List.of(let)));
      case Stmt.Alloc alloc -> alloc(alloc);
      case Stmt.Loop loop -> stage(loop);
      case Stmt.Fold reduction -> fold(reduction);
      case Stmt.Check check when !folds && isInvariant(check) -> invariants.add(check);
      case Stmt.Check _, Stmt.Store _, Stmt.If _, Stmt.While _ ->
          epilogue.addAll(element(List.of(stmt)));
      case Stmt.Barrier _ -> throw new CompilerBug("jvm", "a barrier in a kernel of the CPU");
    }
  }

  /** Depends on nothing but scalars. */
  private boolean isInvariant(Stmt stmt) {
    if (stmt instanceof Stmt.Let(_, _, Operation.Load(String buffer, Index index))
        && !(index instanceof Index.At(var axes) && axes.isEmpty() && params.containsKey(buffer))) {
      return false;
    }
    return invariantNames.containsAll(Uses.names(List.of(stmt)));
  }

  private void alloc(Stmt.Alloc alloc) {
    if (alloc.space() != Stmt.Space.SCRATCH || alloc.size() != KernelCode.BLOCK) {
      throw new CompilerBug("jvm", "scratch of another size than a block: " + alloc);
    }
    scratch.put(alloc.name(), alloc.dtype());
  }

  private void stage(Stmt.Loop loop) {
    positions.bind(loop.var(), Kind.OFFSET);
    positions.requireBound(loop.end());
    if (loop.step() != 1 || !loop.carried().isEmpty()) {
      throw new CompilerBug("jvm", "an element loop with carried values or another step than 1");
    }
    stages.add(new Form.Stage(loop.axis() == Axis.VECTOR, element(loop.body())));
  }

  private void fold(Stmt.Fold read) {
    if (fold != null || read.axes().size() != 1) {
      throw new CompilerBug("jvm", "a scheduled kernel has one fold over linear positions");
    }
    Stmt.FoldAxis axis = read.axes().get(0);
    positions.requireBound(axis.extent());
    positions.bind(read.blockVar(), Kind.REDUCED_START);
    folding = true;
    read.perBlock().forEach(this::inner);
    positions.bind(axis.var(), Kind.REDUCED);
    List<Stmt> body = element(read.body());
    List<Stmt> each = element(read.each());
    epilogue.addAll(each);
    folding = false;
    fold = new Stmt.Fold(read.reductions(), read.axes(), read.blockVar(), List.of(), body, each);
    read.reductions().forEach(r -> r.values().forEach(positions::requireValue));
  }

  /** A block without its bookkeeping of positions, every index checked. */
  private List<Stmt> element(List<Stmt> block) {
    List<Stmt> kept = new ArrayList<>();
    for (Stmt stmt : block) {
      if (stmt instanceof Stmt.Let let && positions.takes(let)) {
        continue;
      }
      if (stmt instanceof Stmt.Let let && isInvariant(let)) {
        check(let);
        invariantNames.add(let.name());
        invariants.add(let);
      } else {
        kept.add(stmt);
      }
    }
    Uses.statements(kept, this::check);
    return kept;
  }

  private void check(Stmt stmt) {
    String buffer = Uses.buffer(stmt);
    if (buffer == null) {
      Uses.atoms(stmt, positions::requireValue);
      return;
    }
    Index index =
        stmt instanceof Stmt.Let(_, _, Operation.Load load)
            ? load.index()
            : ((Stmt.Store) stmt).index();
    if (stmt instanceof Stmt.Store store) {
      positions.requireValue(store.value());
    }
    Kernel.Param param = params.get(buffer);
    if (param == null) {
      positions.requirePresent(index);
    } else {
      domain(param, index);
    }
  }

  private void domain(Kernel.Param param, Index index) {
    Domain domain =
        switch (index) {
          case Index.At(var axes) when axes.isEmpty() && param.mode() != Kernel.Mode.WHOLE ->
              Domain.SCALAR;
          case Index.At _, Index.Guarded _ -> Domain.WHOLE;
          case Index.Kept _ -> Domain.KEPT;
          case Index.Full _ -> Domain.FULL;
        };
    if (domain == Domain.KEPT || domain == Domain.FULL) {
      if ((domain == Domain.FULL) != folding) {
        throw new CompilerBug("jvm", param.name() + " is not at hand where it is used");
      }
      positions.requirePresent(index);
    } else {
      Uses.atoms(index, positions::requireValue);
    }
    domains.merge(param.name(), domain, (a, b) -> a == Domain.SCALAR ? b : a);
  }

  private Domain unused(Kernel.Param param) {
    if (param.mode() == Kernel.Mode.WHOLE) {
      return Domain.WHOLE;
    }
    if (param.rank() == 0) {
      return Domain.SCALAR;
    }
    return param.rank() == kernel.keptRank() ? Domain.KEPT : Domain.FULL;
  }
}
