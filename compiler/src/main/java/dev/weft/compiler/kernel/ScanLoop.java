// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan as a serial loop that carries what the group, the block and the blocks before it have come
 * to, in the order that {@link Stmt.Fold} states.
 */
public final class ScanLoop {
  private final Stmt.Fold scan;
  private final Recording element;
  private final List<Stmt.Carried> carried = new ArrayList<>();

  private ScanLoop(Stmt.Fold scan, String prefix) {
    this.scan = scan;
    this.element = new Recording(prefix + "_");
  }

  /**
   * @param scan a scan over one axis
   * @param prefix begins the names bound by the loop; unlike any other in the kernel
   */
  public static Stmt.Loop of(Stmt.Fold scan, String prefix) {
    return new ScanLoop(scan, prefix).loop(prefix);
  }

  private Stmt.Loop loop(String prefix) {
    Stmt.FoldAxis axis = scan.axes().getFirst();
    List<Atom> group = carry(prefix + "group");
    List<Atom> beforeGroup = carry(prefix + "beforeGroup");
    List<Atom> beforeBlock = carry(prefix + "beforeBlock");
    scan.body().forEach(element::add);
    List<Atom> ofGroup = combine(group, values());
    List<Atom> inBlock = combine(beforeGroup, ofGroup);
    List<Atom> all = named(combine(beforeBlock, inBlock));
    scan.each().forEach(element::add);
    Atom place = new Atom.Ref(axis.var(), DType.I64);
    Atom endsGroup = isLast(place, KernelCode.SCAN_GROUP);
    Atom endsBlock = isLast(place, KernelCode.BLOCK);
    List<Atom> next = new ArrayList<>(select(endsGroup, neutral(), ofGroup));
    next.addAll(select(endsBlock, neutral(), select(endsGroup, inBlock, beforeGroup)));
    next.addAll(select(endsBlock, all, beforeBlock));
    Atom zero = element.i64(0);
    return new Stmt.Loop(
        axis.axis(), axis.var(), zero, axis.extent(), 1, carried, element.statements(), next);
  }

  private List<Atom> neutral() {
    List<Atom> neutral = new ArrayList<>();
    for (Stmt.Reduction reduction : scan.reductions()) {
      Monoid monoid = reduction.monoid();
      for (Literal value : monoid.neutral(reduction.dtype())) {
        neutral.add(new Atom.Const(value));
      }
    }
    return neutral;
  }

  private List<Atom> carry(String name) {
    List<Atom> atoms = new ArrayList<>();
    for (Atom start : neutral()) {
      Stmt.Carried value = new Stmt.Carried(name + atoms.size(), start.dtype(), start);
      carried.add(value);
      atoms.add(new Atom.Ref(value.name(), value.dtype()));
    }
    return atoms;
  }

  private List<Atom> values() {
    return scan.reductions().stream().flatMap(r -> r.values().stream()).toList();
  }

  private List<Atom> combine(List<Atom> x, List<Atom> y) {
    return Stmt.Reduction.combine(scan.reductions(), element, x, y);
  }

  /** Gives the lets of the results the names that what follows each element knows. */
  private List<Atom> named(List<Atom> results) {
    List<String> names = scan.reductions().stream().flatMap(r -> r.results().stream()).toList();
    List<Atom> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Atom.Ref old = (Atom.Ref) results.get(i);
      String name = names.get(i);
      element
          .statements()
          .replaceAll(
              stmt ->
                  stmt instanceof Stmt.Let let && let.name().equals(old.name())
                      ? new Stmt.Let(name, let.dtype(), let.operation())
                      : stmt);
      named.add(new Atom.Ref(name, old.dtype()));
    }
    return named;
  }

  private Atom isLast(Atom place, int of) {
    Atom within = element.apply(Prim.AND, place, element.i64(of - 1));
    return element.eq(within, element.i64(of - 1));
  }

  private List<Atom> select(Atom condition, List<Atom> x, List<Atom> y) {
    List<Atom> selected = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      selected.add(element.select(condition, x.get(i), y.get(i)));
    }
    return selected;
  }
}
