// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.Dim;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Programs of one launch: inputs in, new memory for what is written. */
final class Launches {
  private Launches() {}

  /** Launch code that shares the smallest work and packs rows below a limit. */
  static Tuning tuning(Tuning.Form form, long shortRow, int outerGroup) {
    return new Tuning(1, 1, 3_000, shortRow, 32, form, outerGroup, 1_000, 50_000_000);
  }

  /** A program that runs {@code code} once; written parameters become outputs. */
  static Program program(
      KernelCode code, List<Tensor> inputs, long[] kept, long[] reduced, List<long[]> outputs) {
    List<Program.Input> given = new ArrayList<>();
    for (Tensor input : inputs) {
      given.add(new Program.Input("in" + given.size(), input.dtype(), input.rank(), false));
    }
    List<Step> steps = new ArrayList<>();
    List<Program.Output> results = new ArrayList<>();
    List<Integer> operands = new ArrayList<>();
    int input = 0;
    for (KernelCode.Parameter parameter : code.parameters()) {
      if (!parameter.written()) {
        operands.add(input++);
        continue;
      }
      int slot = inputs.size() + results.size();
      List<Dim> shape = dims(outputs.get(results.size()));
      steps.add(new Step.Alloc(slot, parameter.dtype(), shape, Step.Alloc.RESULT));
      results.add(new Program.Output("out" + results.size(), slot));
      operands.add(slot);
    }
    steps.add(new Step.Launch(0, operands, dims(kept), dims(reduced), 0, 0));
    return program(given, steps, results, code);
  }

  static Program program(
      List<Program.Input> inputs,
      List<Step> steps,
      List<Program.Output> outputs,
      KernelCode... kernels) {
    return new Program(
        Program.ABI,
        "test",
        "<test>",
        "some text of the user",
        inputs,
        List.of(),
        List.of(),
        List.of(),
        steps,
        outputs,
        List.of(kernels));
  }

  static LoadedProgram load(
      Program program, Tuning tuning, Map<String, Supplier<KernelBody>> bodies) {
    Kernels.Source source = new Kernels.Source(bodies);
    return LoadedProgram.load(program, new CpuDevice(tuning, _ -> source));
  }

  static RunOptions threads(int count) {
    return RunOptions.DEFAULT.withThreads(count);
  }

  static List<Dim> dims(long... values) {
    return Arrays.stream(values).mapToObj(Dim::of).toList();
  }

  static long[] concat(long[] a, long[] b) {
    long[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  /** The elements in row-major order. */
  static double[] doubles(Tensor tensor) {
    double[] elements = new double[(int) tensor.size()];
    tensor.read(0, elements.length, elements, 0);
    return elements;
  }
}
