// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program.Guard;
import dev.weft.tensor.Complex;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a graph means: every node by an obvious loop over all indices, one after another. Slow on
 * purpose; everything faster is compared with it.
 */
public final class GraphInterpreter {

  /** How the interpreter computes functions that have an expansion of our own, such as exp. */
  public enum Functions {
    /** By an independent reference, where there is one; results are within its stated error. */
    REFERENCE,
    /** By the expansion; results have the bits that kernels give. */
    EXPANSION
  }

  private final Source source;
  private final Functions functions;
  private List<Guard> guards = List.of();

  private GraphInterpreter(Source source, Functions functions) {
    this.source = source;
    this.functions = functions;
  }

  /**
   * Runs {@code graph}.
   *
   * @param source what spans point into
   * @param inputs one tensor per input, of its dtype (a weak input is converted)
   * @return one row-major tensor per output
   * @throws WeftException if inputs do not fit, a guard or an assertion does not hold, or an
   *     element is at fault
   */
  public static List<Tensor> run(
      Graph graph, Source source, Functions functions, List<Tensor> inputs) {
    GraphInterpreter interpreter = new GraphInterpreter(source, functions);
    interpreter.guards = graph.guards();
    List<Cells> cells = interpreter.inputs(graph, inputs);
    Sizes sizes = Sizes.bind(graph, source, cells);
    List<Cells> results = interpreter.run(graph, sizes, cells);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Tensor tensor = results.get(i).toTensor();
      tensors.add(graph.outputs().get(i).pairs() ? Complex.tensor(tensor) : tensor);
    }
    return tensors;
  }

  private List<Cells> inputs(Graph graph, List<Tensor> given) {
    if (given.size() != graph.inputs().size()) {
      throw mismatch(given.size() + " inputs for " + graph.inputs());
    }
    List<Cells> cells = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Node input = graph.inputs().get(i);
      TensorType type = input.type();
      boolean pairs = input.op() instanceof Op.Input(_, boolean ofPairs) && ofPairs;
      Tensor tensor = pairs ? given.get(i).parts() : given.get(i);
      if (tensor.rank() != type.rank() || (!type.weak() && tensor.dtype() != type.dtype())) {
        throw mismatch(tensor.signature() + " for " + input + " of " + type);
      }
      Cells cell = Cells.of(tensor);
      cells.add(type.weak() ? Cells.scalar(cell.item().to(type.dtype())) : cell);
    }
    return cells;
  }

  private WeftException mismatch(String message) {
    return new WeftException(source, Diagnostic.error("E0213", message));
  }

  /** Runs a program's graph or a loop's body, for sizes of the whole program. */
  List<Cells> run(Graph graph, Sizes sizes, List<Cells> inputs) {
    Map<Node, List<Cells>> values = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(graph.inputs().get(i), List.of(inputs.get(i)));
    }
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof Op.Input)) {
        List<List<Cells>> operands = node.operands().stream().map(values::get).toList();
        values.put(node, new NodeInterpreter(this, graph, sizes, node).run(operands));
      }
    }
    for (Graph.Assertion assertion : graph.assertions()) {
      if (!values.get(assertion.condition()).getFirst().item().asBoolean()) {
        throw failed(assertion);
      }
    }
    return graph.outputs().stream().map(output -> values.get(output.node()).getFirst()).toList();
  }

  /** Gives a value to a size that depends on data. */
  void bind(Sizes sizes, String symbol, long value) {
    sizes.bind(symbol, value, guards, source);
  }

  Functions functions() {
    return functions;
  }

  private WeftException failed(Graph.Assertion assertion) {
    String detail = assertion.message().isEmpty() ? "" : ": " + assertion.message();
    Diagnostic diagnostic =
        Diagnostic.error(Fault.ASSERTION.code(), Fault.ASSERTION.message() + detail);
    return new WeftException(source, diagnostic.at(assertion.span()));
  }

  /** An element of a node that cannot be computed. */
  WeftException fault(Graph graph, Node node, Fault fault, long[] index) {
    return failed(
        graph,
        node,
        Diagnostic.error(fault.code(), fault.message())
            .because("at element " + Arrays.toString(index)));
  }

  /** What a node could not compute, at its place. */
  WeftException failed(Graph graph, Node node, Diagnostic diagnostic) {
    List<Span> spans = graph.spans().getOrDefault(node, List.of());
    return new WeftException(
        source, spans.isEmpty() ? diagnostic : diagnostic.at(spans.getFirst()));
  }
}
