// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph under construction: the program's, or the body of a loop inside another. */
final class Region {
  private final Region outer;
  private final GraphBuilder builder = new GraphBuilder();
  private final Map<Node, Node> captures = new LinkedHashMap<>();

  /**
   * @param outer the region whose values the body may use, or null for a program
   */
  Region(Region outer) {
    this.outer = outer;
  }

  /** True for the body of a loop. */
  boolean isBody() {
    return outer != null;
  }

  GraphBuilder builder() {
    return builder;
  }

  /** The nodes of the outer region that this one reads, in the order of its last parameters. */
  List<Node> captures() {
    return new ArrayList<>(captures.keySet());
  }

  /** The value of an enclosing region as one of this region. */
  Value bring(Value value, Region owner) {
    if (owner == this) {
      return value;
    }
    return switch (value) {
      case Value.Num num when num.node() != null ->
          new Value.Num(num.type(), bring(num.node(), owner), num.known(), num.dim(), num.origin());
      case Value.Sequence s ->
          new Value.Sequence(s.elements().stream().map(v -> bring(v, owner)).toList(), s.list());
      case Value.Num n -> n;
      case Value.Text t -> t;
      case Value.TypeName t -> t;
      case Value.None n -> n;
      case Value.Poison p -> p;
    };
  }

  private Node bring(Node node, Region owner) {
    if (owner == this) {
      return node;
    }
    Node near = outer.bring(node, owner);
    Node known = captures.get(near);
    if (known == null) {
      TensorType type = near.type().withShape(near.type().shape());
      known = builder.input("capture" + captures.size(), type);
      captures.put(near, known);
    }
    return known;
  }
}
