// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Monoid;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Laws of reductions. The order of a sum of floats is part of its meaning. */
final class ReductionRules {
  static final List<Rule> RULES =
      List.of(
          Rule.exact(
              "reduce-one", "reduce of axes of size 1 => reshape", on(ReductionRules::ofOne)),
          Rule.exact(
              "reduce-all-reshaped",
              "sum(reshape(x)) => sum(x) (over all axes)",
              on(ReductionRules::allReshaped)),
          Rule.exact(
              "reduce-all-permuted",
              "max(x.T) => max(x) (over all axes, in any order)",
              on(ReductionRules::allPermuted)),
          Rule.exact(
              "reduce-reduced",
              "max(max(x)) => max(x) (in any order)",
              on(ReductionRules::reduced)));

  private ReductionRules() {}

  private interface Law {
    Optional<Node> apply(Match m, Op.Reduce reduce);
  }

  private static Rule.Rewrite on(Law law) {
    return m -> m.node().op() instanceof Op.Reduce reduce ? law.apply(m, reduce) : Optional.empty();
  }

  private static Optional<Node> ofOne(Match m, Op.Reduce reduce) {
    if (!reduce.axes().stream().allMatch(axis -> m.x().type().dim(axis).is(1))) {
      return Optional.empty();
    }
    Node result = reduce.monoid().isArg() ? m.x() : m.node().operand(reduce.monoid().result());
    return reduce.monoid().isArg()
        ? m.zero()
        : Optional.of(m.draft().reshape(m.node().type().shape(), result));
  }

  private static boolean isOfAll(Node node, Op.Reduce reduce) {
    return reduce.axes().size() == node.operand(0).type().rank();
  }

  private static Optional<Node> allReshaped(Match m, Op.Reduce reduce) {
    boolean fits =
        isOfAll(m.node(), reduce)
            && !reduce.monoid().isOfPairs()
            && m.x().op() instanceof Op.View view
            && view.movement() instanceof Movement.Reshape;
    return fits ? Optional.of(ofAll(m, reduce, m.x().operand(0))) : Optional.empty();
  }

  private static Optional<Node> allPermuted(Match m, Op.Reduce reduce) {
    boolean fits =
        isOfAll(m.node(), reduce)
            && isInAnyOrder(reduce.monoid(), m.dtype())
            && m.x().op() instanceof Op.View view
            && view.movement() instanceof Movement.Permute;
    return fits ? Optional.of(ofAll(m, reduce, m.x().operand(0))) : Optional.empty();
  }

  private static Node ofAll(Match m, Op.Reduce reduce, Node x) {
    List<Integer> axes = IntStream.range(0, x.type().rank()).boxed().toList();
    return m.draft().reduce(reduce.monoid(), axes, x);
  }

  private static Optional<Node> reduced(Match m, Op.Reduce outer) {
    if (!(m.x().op() instanceof Op.Reduce inner)
        || inner.monoid() != outer.monoid()
        || !isInAnyOrder(outer.monoid(), m.dtype())) {
      return Optional.empty();
    }
    Node source = m.x().operand(0);
    TreeSet<Integer> axes = new TreeSet<>(inner.axes());
    int kept = 0;
    for (int axis = 0; axis < source.type().rank(); axis++) {
      if (!inner.axes().contains(axis) && outer.axes().contains(kept++)) {
        axes.add(axis);
      }
    }
    return Optional.of(m.draft().reduce(outer.monoid(), List.copyOf(axes), source));
  }

  /** True where no order of combining changes a bit. */
  private static boolean isInAnyOrder(Monoid monoid, DType dtype) {
    return switch (monoid) {
      case MIN, MAX, ANY, ALL -> true;
      case SUM, PROD -> !dtype.isFloat();
      case PROD_RE, PROD_IM -> false;
      case ARGMIN, ARGMAX -> false;
    };
  }
}
