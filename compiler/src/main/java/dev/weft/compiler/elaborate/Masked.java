// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.PrimCount;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Selected elements and what was computed of each of them, seen as all elements and a mask: {@code
 * sum(f(a[mask]))} needs no selection. What is not selected counts as nothing in its place, so that
 * the order of a sum is that of the whole.
 *
 * @param whole the same computed of all elements
 * @param mask which of them count, along {@code axis}
 */
record Masked(Node whole, Node mask, int axis) {

  /** The operand of a reduction as a whole, if it is of selected elements and can be. */
  static Optional<Masked> of(GraphBuilder b, Node root) {
    Node places = places(root);
    if (places == null) {
      return Optional.empty();
    }
    Dim size = places.type().dim(0);
    int axis = root.type().shape().indexOf(size);
    boolean once = root.type().shape().lastIndexOf(size) == axis;
    Node whole = axis < 0 || !once ? null : new Widening(b, places, axis).of(root);
    return Optional.ofNullable(whole).map(node -> new Masked(node, places.operand(0), axis));
  }

  /** The elements, with {@code otherwise} where the mask does not hold. */
  Node filled(GraphBuilder b, Literal otherwise) {
    List<Dim> shape = whole.type().shape();
    List<Dim> ones = new ArrayList<>(Collections.nCopies(shape.size(), Dim.ONE));
    ones.set(axis, shape.get(axis));
    Node condition = b.broadcast(shape, b.reshape(ones, mask));
    Node rest = b.broadcast(shape, b.constant(otherwise));
    return b.map(ScalarOp.WHERE, List.of(condition, whole, rest));
  }

  /** The places of the selection that a value is computed of: found along first operands. */
  private static Node places(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    Map<Node, Boolean> seen = new HashMap<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (seen.putIfAbsent(node, true) != null) {
        continue;
      }
      if (node.op() instanceof Op.Gather
          && node.operand(1).op() instanceof Op.Positions
          && node.operand(1).operands().size() == 2
          && node.operand(1).type().rank() == 1) {
        return node.operand(1);
      }
      if (isElementwise(node)) {
        node.operands().forEach(open::push);
      }
    }
    return null;
  }

  private static boolean isElementwise(Node node) {
    return node.op().isElementwise() || node.op() instanceof Op.View(Movement.Broadcast _);
  }

  /** Computes nodes once more, of all elements. */
  private static final class Widening {
    private final GraphBuilder b;
    private final Node places;
    private final int axis;
    private final Dim size;
    private final Map<Node, Node> whole = new HashMap<>();

    Widening(GraphBuilder b, Node places, int axis) {
      this.b = b;
      this.places = places;
      this.axis = axis;
      this.size = places.type().dim(0);
    }

    /** The node of all elements, or null where something in it cannot be computed of all. */
    Node of(Node root) {
      Deque<Node> open = new ArrayDeque<>(List.of(root));
      while (!open.isEmpty()) {
        Node node = open.peek();
        List<Node> missing = missing(node);
        if (missing == null) {
          return null;
        }
        if (missing.isEmpty()) {
          open.pop();
          whole.putIfAbsent(node, widened(node));
        } else {
          missing.forEach(open::push);
        }
      }
      return whole.get(root);
    }

    /** The operands that come first; null where the node is in the way. */
    private List<Node> missing(Node node) {
      if (whole.containsKey(node) || !isSelected(node) || isSelection(node)) {
        return List.of();
      }
      boolean sound =
          switch (node.op()) {
            case Op.Map map ->
                !PrimCount.mayFail(map.op(), node.operands().getLast().type().dtype());
            case Op.Convert _ -> true;
            case Op.View(Movement.Broadcast _) -> !isSelected(node.operand(0));
            default -> false;
          };
      return sound ? node.operands().stream().filter(x -> !whole.containsKey(x)).toList() : null;
    }

    private boolean isSelection(Node node) {
      return node.op() instanceof Op.Gather gather
          && gather.axes().equals(List.of(axis))
          && gather.at() == axis
          && node.operand(1) == places;
    }

    private boolean isSelected(Node node) {
      return node.type().shape().contains(size);
    }

    private Node widened(Node node) {
      if (isSelection(node)) {
        return node.operand(0);
      }
      if (!isSelected(node)) {
        return node;
      }
      List<Node> operands = node.operands().stream().map(whole::get).toList();
      return switch (node.op()) {
        case Op.Map map -> b.map(map.op(), operands);
        case Op.Convert convert -> b.convert(convert.to(), operands.getFirst());
        default -> b.broadcast(shape(node), operands.getFirst());
      };
    }

    private List<Dim> shape(Node node) {
      List<Dim> shape = new ArrayList<>(node.type().shape());
      shape.set(shape.indexOf(size), places.operand(0).type().dim(0));
      return shape;
    }
  }
}
