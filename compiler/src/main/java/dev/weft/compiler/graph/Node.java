// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.type.TensorType;
import java.util.List;

/**
 * A value of the graph. Made only by {@link GraphBuilder}, which knows its type when it is built,
 * so an ill-typed graph cannot exist. Compared by identity.
 */
public final class Node {
  private final int id;
  private final Op op;
  private final List<Node> operands;
  private final List<TensorType> types;

  Node(int id, Op op, List<Node> operands, List<TensorType> types) {
    this.id = id;
    this.op = op;
    this.operands = List.copyOf(operands);
    this.types = List.copyOf(types);
  }

  /** Its number in the graph it was built for; operands have smaller ones. */
  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  public List<Node> operands() {
    return operands;
  }

  public Node operand(int i) {
    return operands.get(i);
  }

  /** The type of the only result. */
  public TensorType type() {
    if (types.size() != 1) {
      throw new IllegalStateException("node %" + id + " has " + types.size() + " results");
    }
    return types.getFirst();
  }

  /** The types of all results. */
  public List<TensorType> types() {
    return types;
  }

  /** From its number, so that collections of nodes have the same order in every run. */
  @Override
  public int hashCode() {
    return id;
  }

  /** Identity. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return "%" + id + " = " + op + " " + operands.stream().map(n -> "%" + n.id).toList();
  }
}
