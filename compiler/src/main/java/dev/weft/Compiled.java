// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.choice.PlacedProgram;
import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.OpenNumbers;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.event.CompileEvent;
import dev.weft.event.Recorder;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.Device;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.DType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compile leaves: a loaded program, and what it gives. It knows nothing of the caller, so
 * that texts can share it.
 */
record Compiled(PlacedProgram program, List<Result> results) {

  /** A result of the text. */
  record Result(String name, DType dtype, int rank) {

    String type() {
      return rank == 0 ? dtype.shortName() : dtype + Collections.nCopies(rank, "_").toString();
    }

    @Override
    public String toString() {
      return name + ": " + type();
    }
  }

  /** A text compiled for itself. */
  static Compiled alone(Template template, Signature signature, Options options) {
    CompileEvent event = Recorder.compile();
    Graph graph = Elaborator.elaborate(template, signature, options.limits().elaboration());
    return of(template, signature, graph, options.device(), event);
  }

  /**
   * A text compiled for all texts that {@code open} then serves, on the processor.
   *
   * @return nothing where only a program for the text alone will do
   */
  static Optional<Compiled> shared(
      Template template, Signature signature, Limits limits, OpenNumbers open) {
    CompileEvent event = Recorder.compile();
    Graph graph = Elaborator.elaborate(template, signature, limits.elaboration(), open);
    if (open.isRefused()) {
      return Optional.empty();
    }
    Compiled made = of(template, signature, graph, CpuDevice.instance(), event);
    return made.givesAway(open.inputs().size()) ? Optional.empty() : Optional.of(made);
  }

  private static Compiled of(
      Template template, Signature signature, Graph graph, Device device, CompileEvent event) {
    Program program =
        Compilation.compile(template.source().name(), template.source(), graph).program();
    List<Result> results = graph.outputs().stream().map(Compiled::result).toList();
    Compiled made = new Compiled(PlacedProgram.load(program, device), results);
    if (event != null) {
      event.end(template.source().text(), signature.toString(), program.kernels().size());
    }
    return made;
  }

  private static Result result(Graph.Output output) {
    return new Result(output.name(), output.node().type().dtype(), output.node().type().rank());
  }

  /** True where a result is memory of one of the last inputs, as one of a mere view is. */
  private boolean givesAway(int last) {
    Map<Integer, Integer> sources = new HashMap<>();
    for (Step step : program.program().steps()) {
      if (step instanceof Step.View view) {
        sources.put(view.slot(), sources.getOrDefault(view.source(), view.source()));
      }
    }
    int end = program.program().inputs().size();
    return program.program().outputs().stream()
        .map(output -> sources.getOrDefault(output.slot(), output.slot()))
        .anyMatch(slot -> slot >= end - last && slot < end);
  }
}
