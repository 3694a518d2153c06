// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Running combinations: a scan along the axis, at every place of the others. */
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
    builder.scan(
        new Atom.Extent(true, 0),
        r -> new KernelBuilder.Reduced(monoid, dtype, element(at(kept, r))),
        (r, sofar) -> builder.store(to, at(kept, r), sofar.get(monoid.result())));
  }

  private static Index at(List<Atom> kept, Atom r) {
    return new Index.At(ReductionLowering.join(kept, List.of(r)));
  }

  private List<Atom> element(Index place) {
    List<Atom> x = from.stream().map(param -> draft.builder().load(param, place)).toList();
    return monoid.isOfPairs() ? Monoid.factor(draft.builder(), dtype, x.get(0), x.get(1)) : x;
  }
}
