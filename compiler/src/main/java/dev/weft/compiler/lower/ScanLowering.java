// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;

/** Running combinations: the first element as it is, then each combined with what came before. */
record ScanLowering(Draft draft, Monoid monoid, DType dtype, String from, String to) {

  static Lowered lowered(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Scan(Monoid monoid, int axis))) {
      throw new CompilerBug("lower", "no scan: " + node);
    }
    Domain domain = Domain.of(node.type().shape(), List.of(axis));
    Draft draft = new Draft(graph, domain);
    int rank = node.type().rank();
    String from = draft.params().read(node.operand(0), domain.path(), rank);
    String to = draft.params().write(node, domain.path(), rank);
    ScanLowering scan = new ScanLowering(draft, monoid, node.type().dtype(), from, to);
    draft.builder().keptLoops(scan::row);
    return draft.lowered(node);
  }

  private void row(List<Atom> kept) {
    KernelBuilder builder = draft.builder();
    Atom zero = new Atom.Const(Literal.of(dtype, 0L));
    Atom end = new Atom.Extent(true, 0);
    builder.loop(
        "r",
        builder.i64(0),
        end,
        1,
        List.of(zero),
        (r, carried) -> {
          List<Atom> place = ReductionLowering.join(kept, List.of(r));
          Atom x = builder.load(from, new Index.At(place));
          Atom sum = monoid.combine(builder, dtype, carried, List.of(x)).getFirst();
          Atom next = builder.select(builder.eq(r, builder.i64(0)), x, sum);
          builder.store(to, new Index.At(place), next);
          return List.of(next);
        });
  }
}
