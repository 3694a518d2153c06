// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds nodes, each only once: equal ops on the same operands are one node. */
final class Draft {
  private final GraphBuilder builder = new GraphBuilder();
  private final Map<Key, Node> known = new HashMap<>();

  private record Key(Op op, List<Node> operands, List<TensorType> types) {

    /** Without sizes: those of a wide sum are expressions as long as the sum. */
    @Override
    public int hashCode() {
      return 31 * (op instanceof Op.View ? 1 : op.hashCode()) + operands.hashCode();
    }
  }

  /** Makes a node, or finds it; see {@link GraphBuilder#node}. */
  Node node(Op op, List<Node> operands, List<TensorType> stated) {
    return known(builder.node(op, operands, stated));
  }

  private Node known(Node node) {
    if (node.op() instanceof Op.Input) {
      return node;
    }
    Node first = known.putIfAbsent(new Key(node.op(), node.operands(), node.types()), node);
    return first == null ? node : first;
  }

  Node constant(Literal value) {
    return known(builder.constant(value));
  }

  Node dense(DType dtype, List<Dim> shape, List<Literal> values) {
    return known(builder.dense(dtype, shape, values));
  }

  Node map(ScalarOp op, List<Node> operands) {
    return known(builder.map(op, operands));
  }

  Node convert(DType to, Node x) {
    return known(builder.convert(to, x));
  }

  Node reduce(Monoid monoid, List<Integer> axes, Node x) {
    return known(builder.reduce(monoid, axes, x));
  }

  Node view(Movement movement, Node x) {
    return known(builder.view(movement, x));
  }

  Node broadcast(List<Dim> shape, Node x) {
    return view(new Movement.Broadcast(shape), x);
  }

  Node reshape(List<Dim> shape, Node x) {
    return view(new Movement.Reshape(shape), x);
  }

  Node contract(Op.Contract op, Node a, Node b) {
    return known(builder.contract(op.left(), op.right(), op.result(), a, b));
  }
}
