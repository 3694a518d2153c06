// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.graph.TypeRules;
import dev.weft.compiler.scalar.PrimCount;
import dev.weft.program.Dim;
import dev.weft.program.Movement.Broadcast;
import dev.weft.program.Movement.Permute;
import dev.weft.program.Movement.Reshape;
import dev.weft.program.Movement.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Laws of index maps: a view of a view is one view, slices move inwards, scalars stay scalars. */
final class MovementRules {
  static final List<Rule> RULES =
      List.of(
          Rule.exact(
              "view-of-scalar",
              "view(broadcast(s)) => broadcast(s) (s a scalar)",
              MovementRules::viewOfScalar),
          Rule.exact(
              "map-of-scalars",
              "f(broadcast(s), broadcast(t)) => broadcast(f(s, t)) (s, t scalars)",
              MovementRules::mapOfScalars),
          Rule.early(
              "broadcast-broadcast",
              "broadcast(broadcast(x)) => broadcast(x)",
              on(Broadcast.class, Broadcast.class, MovementRules::broadcasts)),
          Rule.exact(
              "reshape-reshape",
              "reshape(reshape(x)) => reshape(x)",
              on(Reshape.class, Reshape.class, MovementRules::reshapes)),
          Rule.exact(
              "permute-permute",
              "permute(permute(x)) => permute(x)",
              on(Permute.class, Permute.class, MovementRules::permutes)),
          Rule.exact(
              "slice-slice",
              "slice(slice(x)) => slice(x)",
              on(Slice.class, Slice.class, MovementRules::slices)),
          Rule.exact(
              "slice-permute",
              "slice(permute(x)) => permute(slice(x))",
              on(Slice.class, Permute.class, MovementRules::sliceOfPermute)),
          Rule.exact(
              "slice-broadcast",
              "slice(broadcast(x)) => broadcast(slice(x))",
              on(Slice.class, Broadcast.class, MovementRules::sliceOfBroadcast)),
          Rule.exact(
              "contract-permuted",
              "contract(permute(x), y) => contract(x, y) (with other labels)",
              MovementRules::contractPermuted));

  private MovementRules() {}

  /** A law of an outer movement over an inner one of {@code x}. */
  private interface Law<A, B> {
    Optional<Node> apply(Match m, A outer, B inner, Node x);
  }

  private static <A, B> Rule.Rewrite on(Class<A> outer, Class<B> inner, Law<A, B> law) {
    return m ->
        m.node().op() instanceof Op.View a
                && outer.isInstance(a.movement())
                && m.x().op() instanceof Op.View b
                && inner.isInstance(b.movement())
            ? law.apply(m, outer.cast(a.movement()), inner.cast(b.movement()), m.x().operand(0))
            : Optional.empty();
  }

  private static Optional<Node> viewOfScalar(Match m) {
    boolean spread = m.node().op() instanceof Op.View && isSpread(m.x());
    return spread
        ? Optional.of(m.draft().broadcast(m.node().type().shape(), m.x().operand(0)))
        : Optional.empty();
  }

  /** True for a scalar at every place of a shape. */
  static boolean isSpread(Node node) {
    return node.op() instanceof Op.View && node.operand(0).type().rank() == 0;
  }

  /** Computed once, but only where that cannot be a fault: there may be no element at all. */
  private static Optional<Node> mapOfScalars(Match m) {
    boolean element =
        switch (m.node().op()) {
          case Op.Map map ->
              !PrimCount.mayFail(map.op(), m.node().operands().getLast().type().dtype());
          case Op.Convert _ -> true;
          case Op.Input _,
              Op.Constant _,
              Op.Dense _,
              Op.Iota _,
              Op.Size _,
              Op.Reduce _,
              Op.Positions _,
              Op.Scan _,
              Op.View _,
              Op.Update _,
              Op.Gather _,
              Op.Contract _,
              Op.Concat _,
              Op.For _,
              Op.Perform _,
              Op.Project _ ->
              false;
        };
    if (!element || !m.node().operands().stream().allMatch(MovementRules::isSpread)) {
      return Optional.empty();
    }
    List<Node> scalars = m.node().operands().stream().map(x -> x.operand(0)).toList();
    Node result = m.draft().node(m.node().op(), scalars, List.of());
    return Optional.of(m.draft().broadcast(m.node().type().shape(), result));
  }

  /** Guards have seen to it that x goes into the inner shape, and that into the outer one. */
  private static Optional<Node> broadcasts(Match m, Broadcast outer, Broadcast inner, Node x) {
    return TypeRules.broadcasts(x.type().shape(), outer.shape())
        ? Optional.of(m.draft().view(outer, x))
        : Optional.empty();
  }

  private static Optional<Node> reshapes(Match m, Reshape outer, Reshape inner, Node x) {
    Dim from = Dim.product(x.type().shape());
    Dim to = Dim.product(outer.shape());
    boolean fits = !from.isConstant() || !to.isConstant() || from.equals(to);
    return fits ? Optional.of(m.draft().view(outer, x)) : Optional.empty();
  }

  private static Optional<Node> permutes(Match m, Permute outer, Permute inner, Node x) {
    List<Integer> axes = outer.axes().stream().map(inner.axes()::get).toList();
    return Optional.of(m.draft().view(new Permute(axes), x));
  }

  private static Optional<Node> slices(Match m, Slice outer, Slice inner, Node x) {
    List<Dim> start = new ArrayList<>();
    List<Long> step = new ArrayList<>();
    for (int axis = 0; axis < outer.start().size(); axis++) {
      long by = inner.step().get(axis);
      if (Math.multiplyHigh(by, outer.step().get(axis)) != (by * outer.step().get(axis)) >> 63) {
        return Optional.empty();
      }
      step.add(by * outer.step().get(axis));
      start.add(inner.start().get(axis).plus(outer.start().get(axis).times(Dim.of(by))));
    }
    return Optional.of(m.draft().view(new Slice(start, outer.size(), step), x));
  }

  private static Optional<Node> sliceOfPermute(Match m, Slice slice, Permute permute, Node x) {
    List<Dim> start = new ArrayList<>(slice.start());
    List<Dim> size = new ArrayList<>(slice.size());
    List<Long> step = new ArrayList<>(slice.step());
    for (int i = 0; i < permute.axes().size(); i++) {
      int axis = permute.axes().get(i);
      start.set(axis, slice.start().get(i));
      size.set(axis, slice.size().get(i));
      step.set(axis, slice.step().get(i));
    }
    return Optional.of(m.draft().view(permute, m.draft().view(new Slice(start, size, step), x)));
  }

  /** Of the axes of x those are sliced that are not repeated; where that is unsure, none. */
  private static Optional<Node> sliceOfBroadcast(
      Match m, Slice slice, Broadcast broadcast, Node x) {
    int lead = broadcast.shape().size() - x.type().rank();
    List<Dim> start = new ArrayList<>(Collections.nCopies(x.type().rank(), Dim.ZERO));
    List<Dim> size = new ArrayList<>(x.type().shape());
    List<Long> step = new ArrayList<>(Collections.nCopies(x.type().rank(), 1L));
    for (int axis = 0; axis < x.type().rank(); axis++) {
      if (x.type().dim(axis).equals(broadcast.shape().get(lead + axis))) {
        start.set(axis, slice.start().get(lead + axis));
        size.set(axis, slice.size().get(lead + axis));
        step.set(axis, slice.step().get(lead + axis));
      } else if (!x.type().dim(axis).is(1)) {
        return Optional.empty();
      }
    }
    Node sliced = m.draft().view(new Slice(start, size, step), x);
    return Optional.of(m.draft().broadcast(m.node().type().shape(), sliced));
  }

  private static Optional<Node> contractPermuted(Match m) {
    if (!(m.node().op() instanceof Op.Contract contract)) {
      return Optional.empty();
    }
    Optional<Permute> left = permute(m.x());
    Optional<Permute> right = permute(m.y());
    if (left.isEmpty() && right.isEmpty()) {
      return Optional.empty();
    }
    Op.Contract relabelled =
        new Op.Contract(
            left.map(p -> labels(p, contract.left())).orElse(contract.left()),
            right.map(p -> labels(p, contract.right())).orElse(contract.right()),
            contract.result());
    Node a = left.isPresent() ? m.x().operand(0) : m.x();
    Node b = right.isPresent() ? m.y().operand(0) : m.y();
    return Optional.of(m.draft().contract(relabelled, a, b));
  }

  private static Optional<Permute> permute(Node node) {
    return node.op() instanceof Op.View(Permute permute) ? Optional.of(permute) : Optional.empty();
  }

  /** The labels of what is permuted, from those of the result. */
  private static List<Integer> labels(Permute permute, List<Integer> labels) {
    List<Integer> own = new ArrayList<>(labels);
    for (int i = 0; i < labels.size(); i++) {
      own.set(permute.axes().get(i), labels.get(i));
    }
    return own;
  }
}
