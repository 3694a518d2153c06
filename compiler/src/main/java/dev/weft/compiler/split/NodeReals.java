// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.split;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ComplexExpansion;
import dev.weft.compiler.scalar.Pair;
import dev.weft.compiler.scalar.Reals;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Real arithmetic as nodes of one shape. */
final class NodeReals implements Reals<Node> {
  private final GraphBuilder g;
  private final DType dtype;
  private final List<Dim> shape;
  private final Map<Literal, Node> numbers = new HashMap<>();

  private NodeReals(GraphBuilder g, DType dtype, List<Dim> shape) {
    this.g = g;
    this.dtype = dtype;
    this.shape = shape;
  }

  /** An operation on complex numbers: the parts of its result, or a real one. */
  static List<Node> expand(GraphBuilder g, ScalarOp op, List<Pair<Node>> x) {
    ComplexExpansion expansion = op.complex().orElseThrow();
    Node first = x.getFirst().re();
    DType own = first.type().dtype();
    DType wide = expansion.isWide() ? DType.F64 : own;
    List<Pair<Node>> operands =
        x.stream().map(z -> new Pair<>(g.convert(wide, z.re()), g.convert(wide, z.im()))).toList();
    List<Node> result = expansion.expand(new NodeReals(g, wide, first.type().shape()), operands);
    return result.stream().map(v -> v.type().dtype() == wide ? g.convert(own, v) : v).toList();
  }

  @Override
  public Node number(double value) {
    return numbers.computeIfAbsent(
        Literal.of(dtype, value), literal -> g.broadcast(shape, g.constant(literal)));
  }

  @Override
  public Node map(ScalarOp op, List<Node> operands) {
    return g.map(op, operands);
  }
}
