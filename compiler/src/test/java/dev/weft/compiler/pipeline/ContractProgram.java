// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.WeftParser;
import dev.weft.runtime.Device;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A text of the contract suite, compiled for the dtypes and ranks of some inputs. */
final class ContractProgram {
  private final Source source;
  private final Graph graph;
  private final Compilation compilation;

  private ContractProgram(Template template, Map<String, Tensor> inputs) {
    Map<String, Signature.Argument> types = new LinkedHashMap<>();
    inputs.forEach((name, x) -> types.put(name, Signature.Argument.of(x.dtype(), x.rank())));
    this.source = template.source();
    this.graph = Elaborator.elaborate(template, new Signature(types));
    this.compilation = Compilation.compile("contract", source, graph);
  }

  static ContractProgram expression(String text, Map<String, Tensor> inputs) {
    Source source = new Source("expression", text);
    return new ContractProgram(Template.of(WeftParser.parseExpression(source)), inputs);
  }

  static ContractProgram script(String text, Map<String, Tensor> inputs) {
    Source source = new Source("script", text);
    return new ContractProgram(Template.of(WeftParser.parseScript(source)), inputs);
  }

  Compilation compilation() {
    return compilation;
  }

  LoadedProgram load(Device device) {
    return LoadedProgram.load(compilation.program(), device);
  }

  /** What the text means: the results, or the diagnostic, in words. */
  String expected(Map<String, Tensor> inputs) {
    List<Tensor> ordered = List.of(ordered(inputs));
    return outcome(() -> GraphInterpreter.run(graph, source, Functions.EXPANSION, ordered));
  }

  /** What a device makes of it. */
  String found(LoadedProgram program, RunOptions options, Map<String, Tensor> inputs) {
    return outcome(() -> List.of(program.run(options, ordered(inputs))));
  }

  private Tensor[] ordered(Map<String, Tensor> inputs) {
    return compilation.program().inputs().stream()
        .map(input -> inputs.get(input.name()))
        .toArray(Tensor[]::new);
  }

  private static String outcome(Supplier<List<Tensor>> run) {
    try {
      StringBuilder words = new StringBuilder();
      for (Tensor tensor : run.get()) {
        words.append(tensor.signature()).append(' ').append(elements(tensor)).append('\n');
      }
      return words.toString();
    } catch (WeftException mistake) {
      Diagnostic first = mistake.diagnostics().getFirst();
      return first.code() + " " + first.message() + " " + first.notes();
    }
  }

  /** All elements, such that equal texts mean equal bits but for those of NaN. */
  private static String elements(Tensor tensor) {
    return switch (tensor.dtype()) {
      case BOOL -> Arrays.toString(tensor.toBooleanArray());
      case U8, I8 -> Arrays.toString(tensor.toByteArray());
      case I16, U16, I32, I64 -> Arrays.toString(tensor.toLongArray());
      case F32 -> Arrays.toString(tensor.toFloatArray());
      case C64, C128, F64 -> Arrays.toString(tensor.toDoubleArray());
    };
  }
}
