// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the inside of a perfect nest of loops over the kept axes. */
final class NestReader {
  private final Kernel kernel;
  private final List<Atom> keptIndex;
  private final Set<String> positions;
  private final Map<String, Kernel.Param> params = new HashMap<>();

  /** Names that the fold's body cannot see once the loops are gone. */
  private final Set<String> perKept = new HashSet<>();

  /** An index or a value that the scheduled forms cannot say. */
  private boolean beyond;

  NestReader(Kernel kernel, List<String> vars) {
    this.kernel = kernel;
    this.keptIndex = refs(vars);
    this.positions = new HashSet<>(vars);
    kernel.params().forEach(param -> params.put(param.name(), param));
  }

  private static List<Atom> refs(List<String> vars) {
    return vars.stream().<Atom>map(var -> new Atom.Ref(var, DType.I64)).toList();
  }

  Optional<Nest> read(List<Stmt> stmts) {
    List<Stmt> kept = new ArrayList<>();
    Optional<Nest.Folded> folded = Optional.empty();
    for (Stmt stmt : stmts) {
      if (stmt instanceof Stmt.Fold fold) {
        beyond |= folded.isPresent() || !isPlain(fold);
        folded = Optional.of(read(fold));
      } else if (Elements.isElement(stmt)) {
        kept.add(element(stmt, false, keptIndex));
        note(stmt);
      } else {
        return Optional.empty();
      }
    }
    beyond |= folded.isEmpty() && kernel.reducedRank() > 0;
    return beyond ? Optional.empty() : Optional.of(new Nest(kept, folded));
  }

  private boolean isPlain(Stmt.Fold fold) {
    List<Stmt.FoldAxis> axes = fold.axes();
    boolean plain =
        axes.size() == kernel.reducedRank()
            && fold.perBlock().isEmpty()
            && fold.body().stream().allMatch(Elements::isElement)
            && fold.each().stream().allMatch(Elements::isElement);
    for (int i = 0; plain && i < axes.size(); i++) {
      plain =
          axes.get(i).axis() == Axis.SERIAL
              && axes.get(i).extent().equals(new Atom.Extent(true, i));
    }
    positions.add(fold.blockVar());
    axes.forEach(axis -> positions.add(axis.var()));
    return plain;
  }

  private Nest.Folded read(Stmt.Fold fold) {
    List<Atom> index = new ArrayList<>(keptIndex);
    index.addAll(refs(fold.axes().stream().map(Stmt.FoldAxis::var).toList()));
    List<Stmt> body = new ArrayList<>();
    for (Stmt stmt : fold.body()) {
      if (beyond) {
        break;
      }
      beyond |= Elements.names(stmt).anyMatch(perKept::contains);
      body.add(element(stmt, true, index));
    }
    List<Stmt> each = new ArrayList<>();
    for (Stmt stmt : fold.each()) {
      if (!beyond) {
        each.add(element(stmt, true, index));
      }
    }
    Nest.Folded folded = new Nest.Folded(fold.reductions(), body, each);
    folded.values().forEach(this::value);
    beyond |= folded.values().stream().flatMap(Elements::name).anyMatch(perKept::contains);
    fold.reductions().forEach(reduction -> perKept.addAll(reduction.results()));
    return folded;
  }

  /** Notes the name of a let outside the fold that differs from kept element to kept element. */
  private void note(Stmt stmt) {
    if (stmt instanceof Stmt.Let let) {
      boolean invariant =
          switch (let.operation()) {
            case Operation.Load load -> isScalar(load);
            case Operation.Apply _, Operation.Call _, Operation.CallWhere _ ->
                Elements.names(let).noneMatch(perKept::contains);
          };
      if (!invariant) {
        perKept.add(let.name());
      }
    }
  }

  private boolean isScalar(Operation.Load load) {
    return load.index() instanceof Index.At(var axes)
        && axes.isEmpty()
        && params.get(load.buffer()).mode() == Kernel.Mode.IN;
  }

  private Stmt element(Stmt stmt, boolean inFold, List<Atom> here) {
    switch (stmt) {
      case Stmt.Let(var name, var dtype, Operation.Load load) when isWindow(load) -> {
        beyond |= !load.index().equals(new Index.At(here));
        return new Stmt.Let(name, dtype, new Operation.Load(load.buffer(), place(inFold)));
      }
      case Stmt.Store(var buffer, var index, var value) -> {
        value(value);
        beyond |= !index.equals(new Index.At(here));
        return new Stmt.Store(buffer, place(inFold), value);
      }
      default -> {
        Elements.operands(stmt).forEach(this::value);
        return stmt;
      }
    }
  }

  private boolean isWindow(Operation.Load load) {
    Kernel.Param param = params.get(load.buffer());
    return param == null || param.mode() != Kernel.Mode.WHOLE && !isScalar(load);
  }

  private static Index place(boolean inFold) {
    return inFold ? new Index.Full(Elements.PLACE, Elements.PLACE) : new Index.Kept(Elements.PLACE);
  }

  /** Positions and sizes are no values in the scheduled forms. */
  private void value(Atom atom) {
    beyond |= atom instanceof Atom.Extent;
    beyond |= atom instanceof Atom.Ref(var name, _) && positions.contains(name);
  }
}
