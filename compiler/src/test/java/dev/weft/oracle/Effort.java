// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** About how many elements an interpreter computes, so that it is only asked what it can do. */
final class Effort {
  /** What a size that depends on data is taken for. */
  private static final long FOUND = 64;

  private final Map<String, Long> symbols = new HashMap<>();

  private Effort(Graph graph, List<Tensor> given) {
    for (SymbolSource symbol : graph.symbols()) {
      switch (symbol) {
        case SymbolSource.Axis axis ->
            symbols.put(axis.symbol(), given.get(axis.input()).shape()[axis.axis()]);
        case SymbolSource.Value value ->
            symbols.put(value.symbol(), ((Number) given.get(value.input()).item()).longValue());
      }
    }
  }

  static double of(Graph graph, List<Tensor> given) {
    return new Effort(graph, given).of(graph);
  }

  private double of(Graph graph) {
    return graph.nodes().stream().mapToDouble(this::of).sum();
  }

  private double of(Node node) {
    double values = elements(node.types());
    double operands =
        node.operands().stream().mapToDouble(operand -> elements(operand.types())).sum();
    return switch (node.op()) {
      case Op.For loop -> operands + size(loop.count()) * of(loop.body());
      case Op.Contract _ ->
          elements(node.operand(0).types()) * Math.max(1, elements(node.operand(1).types()));
      default -> 1 + values + operands;
    };
  }

  private double elements(List<TensorType> types) {
    return types.stream()
        .mapToDouble(t -> t.shape().stream().mapToDouble(this::size).reduce(1, (a, b) -> a * b))
        .sum();
  }

  private double size(Dim dim) {
    return Math.max(0, dim.evaluate(name -> symbols.getOrDefault(name, FOUND)));
  }
}
