// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.split;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.Pair;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The two parts of complex numbers along one more, last axis: as they lie in memory. */
final class Interleaving {
  private static final Dim PARTS = Dim.of(2);

  private Interleaving() {}

  static List<Dim> shape(List<Dim> shape) {
    return with(shape, PARTS);
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  /** Views of the two parts. */
  static Pair<Node> split(GraphBuilder g, Node whole) {
    return new Pair<>(part(g, whole, Dim.ZERO), part(g, whole, Dim.ONE));
  }

  private static Node part(GraphBuilder g, Node whole, Dim which) {
    List<Dim> shape = whole.type().shape().subList(0, whole.type().rank() - 1);
    Movement.Slice slice =
        new Movement.Slice(
            with(Collections.nCopies(shape.size(), Dim.ZERO), which),
            with(shape, Dim.ONE),
            Collections.nCopies(shape.size() + 1, 1L));
    return g.reshape(shape, g.view(slice, whole));
  }

  static Node join(GraphBuilder g, Pair<Node> pair) {
    List<Dim> column = with(pair.re().type().shape(), Dim.ONE);
    return g.concat(
        column.size() - 1, List.of(g.reshape(column, pair.re()), g.reshape(column, pair.im())));
  }

  /** A movement of complex numbers as one of their parts. */
  static Movement ofBoth(Movement movement, TensorType source) {
    return switch (movement) {
      case Movement.Reshape(List<Dim> shape) -> new Movement.Reshape(shape(shape));
      case Movement.Permute(List<Integer> axes) -> new Movement.Permute(with(axes, source.rank()));
      case Movement.Broadcast(List<Dim> shape) -> new Movement.Broadcast(shape(shape));
      case Movement.Slice slice ->
          new Movement.Slice(
              with(slice.start(), Dim.ZERO), shape(slice.size()), with(slice.step(), 1L));
    };
  }
}
