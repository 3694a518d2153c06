// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.choice.PlacedProgram;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.op.Literal;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.runtime.DirectCalls;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.ResultMemory;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A text compiled for one combination of dtypes and ranks, loaded and ready to run. The program may
 * be one that other texts run too, with other numbers.
 */
final class Specialization {

  /** What is to be known of a program that other texts run too. */
  static final String SHARED =
      "calls run a program shared with texts that differ in numbers only, which are its inputs";

  /** Remarks of runs that are kept for the user to ask for. */
  private static final int REMARKS = 32;

  private final Signature signature;
  private final PlacedProgram program;
  private final List<Compiled.Result> results;
  private final List<String> outputs;

  /** What the program takes after the inputs of the text. */
  private final Tensor[] numbers;

  /** Brings messages about the text that the program was compiled from here; or null. */
  private final Moved moved;

  private final RunOptions options;

  /** Per input of the text what it must be, or null where the call must not give it. */
  private final Argument[] expected;

  /** Per input of the program, but for numbers, its place among the inputs of the text. */
  private final int[] places;

  private final ConcurrentLinkedQueue<Diagnostic> remarks = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Tensor[]> spareInputs = new AtomicReference<>();

  private Specialization(
      Template template,
      Signature signature,
      Compiled compiled,
      Tensor[] numbers,
      Moved moved,
      Options options) {
    this.results = compiled.results();
    this.signature = signature;
    this.program = compiled.program();
    this.numbers = numbers;
    this.moved = moved;
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
    List<Program.Input> inputs = program.program().inputs();
    this.places =
        inputs.subList(0, inputs.size() - numbers.length).stream()
            .mapToInt(input -> names.indexOf(input.name()))
            .toArray();
  }

  /** Compiles a text for itself. */
  static Specialization compile(Template template, Signature signature, Options options) {
    Compiled compiled = Compiled.alone(template, signature, options);
    return new Specialization(template, signature, compiled, new Tensor[0], null, options);
  }

  /** A text put into a program that other texts run too. */
  static Specialization of(Form.Member text, Form.Shared shared, Options options) {
    Tensor[] numbers =
        shared.open().inputs().stream()
            .map(input -> tensor(input.value(text.numerals())))
            .toArray(Tensor[]::new);
    Moved moved = new Moved(text.source(), shared.numerals(), text.numerals());
    return new Specialization(
        text.outline(), shared.signature(), shared.compiled(), numbers, moved, options);
  }

  private static Tensor tensor(Literal number) {
    return switch (number.dtype()) {
      case F64 -> Tensor.scalar(number.asDouble());
      case F32 -> Tensor.scalar((float) number.asDouble());
      case I64 -> Tensor.scalar(number.bits());
      case I32, I16, I8, U16, U8, BOOL, C64, C128 -> throw new IllegalStateException("" + number);
    };
  }

  /** True where other texts run the same program. */
  boolean isShared() {
    return numbers.length > 0;
  }

  Signature signature() {
    return signature;
  }

  List<String> outputs() {
    return outputs;
  }

  List<Compiled.Result> results() {
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
    Tensor[] inputs = spare != null ? spare : new Tensor[places.length + numbers.length];
    for (int i = 0; i < places.length; i++) {
      inputs[i] = arguments.tensors[places[i]];
    }
    System.arraycopy(numbers, 0, inputs, places.length, numbers.length);
    RunOptions chosen = memory == ResultMemory.ARRAYS ? options : options.withResults(memory);
    try {
      program.run(chosen, inputs, results);
    } catch (WeftException e) {
      throw moved == null ? e : moved.exception(e);
    }
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
    remarks.add(moved == null ? remark : moved.diagnostic(remark));
    if (remarks.size() > REMARKS) {
      remarks.poll();
    }
  }

  List<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>(remarks);
    if (isShared()) {
      all.add(Diagnostic.note("N0003", SHARED));
    }
    choice()
        .ifPresent(
            choice ->
                all.add(Diagnostic.note(PlacedProgram.CHOSEN, "the last call ran on " + choice)));
    for (KernelStatus kernel : program.kernels()) {
      all.add(
          Diagnostic.note(
              "N0001",
              Wording.of(
                  "kernel %s runs on %s: %s", kernel.kernel(), where(kernel), kernel.reason())));
    }
    return all;
  }
}
