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
import java.util.ArrayList;
import java.util.List;

/** Running combinations: the first element as it is, then each combined with what came before. */
record ScanLowering(Draft draft, Monoid monoid, DType dtype, List<String> from, String to) {

  static Lowered lowered(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Scan(Monoid monoid, int axis))) {
      throw new CompilerBug("lower", "no scan: " + node);
    }
    Domain domain = Domain.of(node.type().shape(), List.of(axis));
    Draft draft = new Draft(graph, domain);
    int rank = node.type().rank();
    List<String> from = new ArrayList<>();
    node.operands().forEach(x -> from.add(draft.params().read(x, domain.path(), rank)));
    String to = draft.params().write(node, domain.path(), rank);
    ScanLowering scan = new ScanLowering(draft, monoid, node.type().dtype(), from, to);
    draft.builder().keptLoops(scan::row);
    return draft.lowered(node);
  }

  private void row(List<Atom> kept) {
    KernelBuilder builder = draft.builder();
    List<Atom> start =
        monoid.components(dtype).stream()
            .<Atom>map(component -> new Atom.Const(Literal.of(component, 0L)))
            .toList();
    Atom end = new Atom.Extent(true, 0);
    builder.loop(
        "r",
        builder.i64(0),
        end,
        1,
        start,
        (r, carried) -> {
          List<Atom> place = ReductionLowering.join(kept, List.of(r));
          List<Atom> x = element(place);
          List<Atom> sum = monoid.combine(builder, dtype, carried, x);
          Atom first = builder.eq(r, builder.i64(0));
          List<Atom> next = new ArrayList<>();
          for (int i = 0; i < sum.size(); i++) {
            next.add(builder.select(first, x.get(i), sum.get(i)));
          }
          builder.store(to, new Index.At(place), next.get(monoid.result()));
          return next;
        });
  }

  private List<Atom> element(List<Atom> place) {
    List<Atom> x =
        from.stream().map(param -> draft.builder().load(param, new Index.At(place))).toList();
    return monoid.isOfPairs() ? Monoid.factor(draft.builder(), dtype, x.get(0), x.get(1)) : x;
  }
}
