// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets element-wise nodes fuse through views: {@code view(f(x)) => f(view(x))}, where that does not
 * compute anything expensive twice and leaves reductions in one loop with what follows them.
 */
final class SinkingRules {
  static final List<Rule> RULES =
      List.of(
          Rule.early(
              "sink-broadcast",
              "broadcast(f(x, y)) => f(broadcast(x), broadcast(y)) (f element-wise, used once)",
              SinkingRules::sinkEarly),
          Rule.exact(
              "sink-view",
              "view(f(x, y)) => f(view(x), view(y)) (f element-wise)",
              SinkingRules::sink),
          Rule.exact(
              "raise-reshape",
              "f(reshape(sum(x)), s) => reshape(f(sum(x), s)) (axes of size 1 only, s a scalar)",
              SinkingRules::raise));

  private SinkingRules() {}

  /** A sum of n inputs is a chain of n broadcasts, each of all before: the last one goes first. */
  private static Optional<Node> sinkEarly(Match m) {
    return m.node().op() instanceof Op.View(Movement.Broadcast broadcast)
            && isElement(m.x())
            && m.facts().mayMove(m.x())
            && mayStay(broadcast, m.x())
        ? Optional.of(sunk(m, broadcast))
        : Optional.empty();
  }

  private static Optional<Node> sink(Match m) {
    return m.node().op() instanceof Op.View(Movement movement)
            && isElement(m.x())
            && !m.facts().isFolded(m.x())
            && pays(m, movement)
        ? Optional.of(sunk(m, movement))
        : Optional.empty();
  }

  private static boolean isElement(Node x) {
    return x.type().rank() > 0 && x.op().isElementwise();
  }

  private static boolean pays(Match m, Movement movement) {
    boolean once = !m.facts().isShared(m.x());
    boolean cheap = m.facts().isCheap(m.x());
    return switch (movement) {
      case Movement.Permute _, Movement.Slice _ -> once || cheap;
      case Movement.Broadcast broadcast -> cheap || once && mayStay(broadcast, m.x());
      case Movement.Reshape reshape ->
          (once || cheap) && (m.facts().isDense(m.x()) || onlyOnes(reshape, m.x()));
    };
  }

  /**
   * True where a broadcast may well repeat nothing: sizes that are not known to be equal or 1 are
   * mostly equal, and then memory would be the only thing that the loops have between them.
   */
  private static boolean mayStay(Movement.Broadcast broadcast, Node x) {
    List<Dim> shape = broadcast.shape();
    boolean stays = shape.size() == x.type().rank();
    for (int axis = 0; stays && axis < shape.size(); axis++) {
      stays = !x.type().dim(axis).is(1) || shape.get(axis).is(1);
    }
    return stays;
  }

  /** True where a reshape only inserts or removes axes of size 1, which needs no memory order. */
  private static boolean onlyOnes(Movement.Reshape reshape, Node x) {
    return withoutOnes(reshape.shape()).equals(withoutOnes(x.type().shape()));
  }

  private static List<Dim> withoutOnes(List<Dim> shape) {
    return shape.stream().filter(dim -> !dim.is(1)).toList();
  }

  private static Node sunk(Match m, Movement movement) {
    List<Node> operands =
        m.x().operands().stream().map(operand -> m.draft().view(movement, operand)).toList();
    return m.draft().node(m.x().op(), operands, List.of());
  }

  /**
   * What follows a reduction whose axes were kept as size 1 shares the reduction's loop once the
   * reshape comes last.
   */
  private static Optional<Node> raise(Match m) {
    Optional<Node> reduced =
        m.node().op().isElementwise()
            ? m.node().operands().stream().filter(x -> isReduced(m, x)).findFirst()
            : Optional.empty();
    return reduced.flatMap(x -> raised(m, x.operand(0).type().shape()));
  }

  private static boolean isReduced(Match m, Node node) {
    return node.op() instanceof Op.View(Movement.Reshape reshape)
        && m.facts().isFolded(node.operand(0))
        && onlyOnes(reshape, node.operand(0));
  }

  private static Optional<Node> raised(Match m, List<Dim> shape) {
    List<Node> operands = new ArrayList<>();
    for (Node x : m.node().operands()) {
      if (isReduced(m, x) && x.operand(0).type().shape().equals(shape)) {
        operands.add(x.operand(0));
      } else if (MovementRules.isSpread(x)) {
        operands.add(m.draft().broadcast(shape, x.operand(0)));
      } else {
        return Optional.empty();
      }
    }
    Node result = m.draft().node(m.node().op(), operands, List.of());
    return Optional.of(m.draft().reshape(m.node().type().shape(), result));
  }
}
