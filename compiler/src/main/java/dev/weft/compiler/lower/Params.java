// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.kernel.Kernel.Mode;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.lower.Lowered.Operand;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a kernel that is being lowered, and what they stand for. */
final class Params {
  private final KernelBuilder builder;
  private final List<Operand> operands = new ArrayList<>();
  private final Map<List<Object>, String> names = new HashMap<>();

  Params(KernelBuilder builder) {
    this.builder = builder;
  }

  List<Operand> operands() {
    return operands;
  }

  /** A parameter that reads a value at the domain's places (or a scalar). */
  String read(Node node, List<Movement> path, int rank) {
    return param(new Operand.Read(node, path), node.type().dtype(), rank, Mode.IN);
  }

  /** A parameter that reads a value at computed indices. */
  String whole(Node node) {
    Operand operand = new Operand.Read(node, List.of());
    return param(operand, node.type().dtype(), node.type().rank(), Mode.WHOLE);
  }

  String write(Node node, List<Movement> path, int rank) {
    return param(new Operand.Write(node, path), node.type().dtype(), rank, Mode.OUT);
  }

  String position(Dim size, List<Movement> path, int rank) {
    return param(new Operand.Position(size, path), DType.I64, rank, Mode.IN);
  }

  String size(Dim size) {
    return param(new Operand.Size(size), DType.I64, 0, Mode.IN);
  }

  private String param(Operand operand, DType dtype, int rank, Mode mode) {
    return names.computeIfAbsent(
        List.of(operand, rank, mode),
        key -> {
          String name = "p" + operands.size();
          operands.add(operand);
          builder.param(name, dtype, rank, mode);
          return name;
        });
  }

  /** Lets checks that come from a node point at its place in the source. */
  static void at(KernelBuilder builder, Graph graph, Node node) {
    Span span = span(graph, node);
    builder.at(span.start(), span.end());
  }

  static Span span(Graph graph, Node node) {
    List<Span> spans = graph.spans().getOrDefault(node, List.of());
    return spans.isEmpty() ? Span.at(0) : spans.getFirst();
  }
}
