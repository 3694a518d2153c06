// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.KernelBuilder.Reduced;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;

/** Sums the products of two factors that are spread over all labels; bools are or-ed and and-ed. */
record ContractionLowering(Draft draft, Cluster.Loop loop, Labels labels) {

  Lowered lowered() {
    Node node = loop.folds().getFirst();
    draft
        .builder()
        .keptLoops(
            kept -> {
              List<List<Atom>> folded =
                  draft
                      .builder()
                      .fold(reduced -> product(node, ReductionLowering.join(kept, reduced)));
              Epilogue.write(draft, loop, kept, folded);
            });
    return draft.lowered(node);
  }

  private List<Reduced> product(Node node, List<Atom> place) {
    if (!(node.op() instanceof Op.Contract contract)) {
      throw new CompilerBug("lower", "no contraction: " + node);
    }
    DType dtype = node.type().dtype();
    boolean bool = dtype == DType.BOOL;
    Atom left = factor(node.operand(0), contract.left(), place);
    Atom right = factor(node.operand(1), contract.right(), place);
    Atom value = draft.builder().apply(bool ? Prim.AND : Prim.MUL, left, right);
    return List.of(new Reduced(bool ? Monoid.ANY : Monoid.SUM, dtype, List.of(value)));
  }

  private Atom factor(Node node, List<Integer> own, List<Atom> place) {
    return own.isEmpty()
        ? draft.load(node, List.of(), List.of())
        : draft.load(node, labels.path(own), place);
  }
}
