// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder.Reduced;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** A loop with reductions over the same axes: one pass for all of them. */
record ReductionLowering(Draft draft, Cluster.Loop loop) {

  Lowered lowered() {
    draft
        .builder()
        .keptLoops(
            kept -> {
              List<List<Atom>> folded =
                  draft.builder().fold(reduced -> element(join(kept, reduced)));
              Epilogue.write(draft, loop, kept, folded);
            });
    return draft.lowered(loop.folds().getFirst());
  }

  static List<Atom> join(List<Atom> kept, List<Atom> reduced) {
    List<Atom> place = new ArrayList<>(kept);
    place.addAll(reduced);
    return place;
  }

  private List<Reduced> element(List<Atom> place) {
    Values values = draft.values(place, draft.domain().path());
    values.compute(loop.body());
    draft.store(loop.stored(), values, draft.domain().path(), place);
    return loop.folds().stream().map(fold -> reduced(fold, values, place)).toList();
  }

  private Reduced reduced(Node fold, Values values, List<Atom> place) {
    if (!(fold.op() instanceof Op.Reduce(Monoid monoid, _))) {
      throw new CompilerBug("lower", "no reduction: " + fold);
    }
    Node operand = fold.operand(0);
    DType dtype = operand.type().dtype();
    if (monoid.isOfPairs()) {
      Atom im = values.get(fold.operand(1));
      return new Reduced(
          monoid, dtype, Monoid.factor(draft.builder(), dtype, values.get(operand), im));
    }
    List<Atom> components = new ArrayList<>();
    components.add(values.get(operand));
    if (monoid.isArg()) {
      components.add(position(place));
    }
    return new Reduced(monoid, dtype, components);
  }

  /** The element's row-major position among the reduced axes. */
  private Atom position(List<Atom> place) {
    Domain domain = draft.domain();
    List<Movement> path =
        List.of(new Movement.Reshape(domain.reduced()), new Movement.Broadcast(domain.all()));
    Dim size = Dim.product(domain.reduced());
    String param = draft.params().position(size, path, place.size());
    return draft.builder().load(param, new Index.At(place));
  }
}
