// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.choice.PlacedProgram;
import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.Program;
import dev.weft.runtime.DirectCalls;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.ResultMemory;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A text compiled for one combination of dtypes and ranks, loaded and ready to run. */
final class Specialization {

  /** Remarks of runs that are kept for the user to ask for. */
  private static final int REMARKS = 32;

  private final Signature signature;
  private final PlacedProgram program;
  private final List<Result> results;
  private final List<String> outputs;
  private final RunOptions options;

  /** Per input of the text what it must be, or null where the call must not give it. */
  private final Argument[] expected;

  /** Per input of the program its place among the inputs of the text. */
  private final int[] places;

  private final ConcurrentLinkedQueue<Diagnostic> remarks = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Tensor[]> spareInputs = new AtomicReference<>();

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

  private Specialization(
      Template template,
      Signature signature,
      PlacedProgram program,
      List<Result> results,
      Options options) {
    this.results = results;
    this.signature = signature;
    this.program = program;
    this.outputs = program.program().outputs().stream().map(Program.Output::name).toList();
    this.options =
        new RunOptions(
            options.threads(),
            options.executor(),
            options.bodies(),
            options.limits().memory(),
            this::remark,
            ResultMemory.ARRAYS);
    List<String> names = template.inputs().stream().map(Template.Input::name).toList();
    this.expected = names.stream().map(signature.inputs()::get).toArray(Argument[]::new);
    this.places =
        program.program().inputs().stream().mapToInt(in -> names.indexOf(in.name())).toArray();
  }

  static Specialization compile(Template template, Signature signature, Options options) {
    Compilation compilation =
        Compilation.compile(
            template.source().name(),
            template.source(),
            Elaborator.elaborate(template, signature, options.limits().elaboration()));
    PlacedProgram program = PlacedProgram.load(compilation.program(), options.device());
    List<Result> results =
        compilation.elaborated().outputs().stream().map(Specialization::result).toList();
    return new Specialization(template, signature, program, results, options);
  }

  private static Result result(Graph.Output output) {
    return new Result(output.name(), output.node().type().dtype(), output.node().type().rank());
  }

  Signature signature() {
    return signature;
  }

  List<String> outputs() {
    return outputs;
  }

  List<Result> results() {
    return results;
  }

  /** The inputs of the program, and the number among them of an input of the text, or -1. */
  List<Program.Input> inputs() {
    return program.program().inputs();
  }

  int input(int place) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] == place) {
        return i;
      }
    }
    return -1;
  }

  /** Calls of a small loop without preparation, where the program is one; else null. */
  DirectCalls direct() {
    return program.direct();
  }

  RunOptions options() {
    return options;
  }

  /** Where the last call ran and why, as {@code device: reason}, if that was chosen. */
  Optional<String> choice() {
    return program.choice().map(PlacedProgram.Choice::toString);
  }

  List<KernelStatus> kernels() {
    return program.kernels();
  }

  /** True where this is what the values of a call ask for. */
  boolean fits(Arguments arguments) {
    for (int i = 0; i < expected.length; i++) {
      if (!arguments.fits(i, expected[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Runs the program.
   *
   * @param results per output memory to write to, or null, which is replaced by a tensor
   * @param memory where those tensors lie
   */
  void run(Arguments arguments, Tensor[] results, ResultMemory memory) {
    Tensor[] spare = spareInputs.getAndSet(null);
    Tensor[] inputs = spare != null ? spare : new Tensor[places.length];
    for (int i = 0; i < places.length; i++) {
      inputs[i] = arguments.tensors[places[i]];
    }
    RunOptions chosen = memory == ResultMemory.ARRAYS ? options : options.withResults(memory);
    program.run(chosen, inputs, results);
    Arrays.fill(inputs, null);
    spareInputs.set(inputs);
  }

  private String where(KernelStatus kernel) {
    return switch (kernel.state()) {
      case SCALAR, WARMING, VECTOR -> "the cpu, " + kernel.state().name().toLowerCase(Locale.ROOT);
      case DEVICE -> "device " + program.device().name();
    };
  }

  private void remark(Diagnostic remark) {
    remarks.add(remark);
    if (remarks.size() > REMARKS) {
      remarks.poll();
    }
  }

  List<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>(remarks);
    choice()
        .ifPresent(
            choice ->
                all.add(Diagnostic.note(PlacedProgram.CHOSEN, "the last call ran on " + choice)));
    for (KernelStatus kernel : program.kernels()) {
      all.add(
          Diagnostic.note(
              "N0001",
              "kernel %s runs on %s: %s"
                  .formatted(kernel.kernel(), where(kernel), kernel.reason())));
    }
    return all;
  }
}
