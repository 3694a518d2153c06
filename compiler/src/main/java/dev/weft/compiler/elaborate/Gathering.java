// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Selection by several integer tensors at once: their axes are brought together and merged into
 * one, which one tensor of row-major places then selects from.
 */
final class Gathering {
  private final Elaboration e;
  private final Span span;
  private final boolean apart;

  /**
   * @param apart true where other axes stand between the indexed ones: the result then starts with
   *     the axes of the indices
   */
  Gathering(Elaboration e, Span span, boolean apart) {
    this.e = e;
    this.span = span;
    this.apart = apart;
  }

  Num select(
      Node sliced,
      List<Integer> layout,
      List<Dim> size,
      List<Operand> indices,
      List<Integer> indexed) {
    GraphBuilder b = e.builder();
    int first = apart ? 0 : layout.indexOf(indexed.getFirst());
    List<Integer> rest = layout.stream().filter(a -> !indexed.contains(a)).toList();
    List<Integer> order = new ArrayList<>(rest.stream().filter(a -> a >= 0).toList());
    int before = (int) rest.subList(0, first).stream().filter(a -> a >= 0).count();
    order.addAll(before, indexed);
    List<Dim> merged =
        new ArrayList<>(rest.stream().map(a -> a < 0 ? Dim.ONE : size.get(a)).toList());
    merged.add(first, Dim.product(indexed.stream().map(size::get).toList()));
    Node source = b.reshape(merged, b.permute(order, sliced));
    return Num.of(b.gather(first, source, places(size, indices, indexed)));
  }

  private Node places(List<Dim> size, List<Operand> indices, List<Integer> indexed) {
    GraphBuilder b = e.builder();
    List<Dim> shape = e.broadcast(span, indices);
    Node place = null;
    for (int i = 0; i < indices.size(); i++) {
      Dim n = size.get(indexed.get(i));
      Node index = b.broadcast(shape, e.node(indices.get(i), DType.I64));
      // Through a tensor of places, which counts negative ones from the end and checks the range.
      Node checked = b.gather(0, b.iota(n), index);
      if (place == null) {
        place = checked;
      } else {
        Node scaled = b.map(ScalarOp.MULTIPLY, List.of(place, b.broadcast(shape, b.size(n))));
        place = b.map(ScalarOp.ADD, List.of(scaled, checked));
      }
    }
    return place;
  }
}
