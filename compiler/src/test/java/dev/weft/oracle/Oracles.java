// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphInterpreter;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.compiler.schedule.CpuSchedule;
import dev.weft.compiler.schedule.ScheduleLimits;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.program.ProgramFile;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs one program in every way there is: the graph before and after rewriting, naive and scheduled
 * kernels interpreted, scalar and vector classes. All must give the same bits, or all must fail.
 */
final class Oracles {
  private static final InterpretingDevice NAIVE = new InterpretingDevice(kernel -> kernel);
  private static final InterpretingDevice SCHEDULED =
      new InterpretingDevice(kernel -> CpuSchedule.apply(kernel, ScheduleLimits.DEFAULT));
  private static final InterpretingDevice STAGED =
      new InterpretingDevice(kernel -> CpuSchedule.apply(kernel, ScheduleLimits.of(8, 6)));
  private static final RunOptions ALONE = RunOptions.DEFAULT.withThreads(1);

  /** On several threads; a limit of memory keeps small loops from the short way. */
  private static final RunOptions GENERAL =
      RunOptions.DEFAULT.withThreads(3).withMaxMemory(Long.MAX_VALUE - 1);

  private Oracles() {}

  /**
   * What came of a program.
   *
   * @param kind AGREED, REFUSED (the text has a mistake), FAILED (everywhere, in the same way), or
   *     what went wrong
   */
  record Verdict(String kind, String detail) {
    boolean isBug() {
      return !kind.equals("AGREED") && !kind.equals("REFUSED") && !kind.equals("FAILED");
    }
  }

  /** The results of one way, or the failure. */
  private record Result(List<Tensor> values, WeftException error) {

    static Result of(Supplier<List<Tensor>> run) {
      try {
        return new Result(run.get(), null);
      } catch (WeftException e) {
        return new Result(List.of(), e);
      }
    }

    /** Bits and types as text; of a failure only that it is one. */
    String bits() {
      return error != null ? "error" : String.join("; ", values.stream().map(Bits::text).toList());
    }
  }

  static Verdict judge(Trial sample) {
    Graph graph;
    Template template;
    try {
      template = sample.template();
      graph = Elaborator.elaborate(template, sample.signature());
    } catch (WeftException e) {
      return new Verdict("REFUSED", e.code() + " " + e.diagnostics().getFirst().message());
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return crash("elaborate", e);
    }
    String stage = "compile";
    try {
      Compilation compilation = Compilation.compile("sample", template.source(), graph);
      Map<String, Tensor> inputs = sample.inputs();
      List<Tensor> given =
          graph.inputs().stream().map(n -> inputs.get(((Op.Input) n.op()).name())).toList();
      Map<String, Result> results = new LinkedHashMap<>();
      for (Map.Entry<String, Supplier<List<Tensor>>> way :
          ways(template, compilation, given).entrySet()) {
        stage = way.getKey();
        results.put(stage, Result.of(way.getValue()));
      }
      return compare(results, sample, inputs);
    } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
      return crash(stage, e);
    }
  }

  private static Verdict crash(String stage, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    List<String> lines = Arrays.stream(trace).limit(12).map(f -> "\n  at " + f).toList();
    String at = trace.length == 0 ? "" : " " + trace[0].getClassName();
    return new Verdict(
        "crash in " + stage + ": " + e.getClass().getSimpleName() + at, e + String.join("", lines));
  }

  private static Map<String, Supplier<List<Tensor>>> ways(
      Template template, Compilation compilation, List<Tensor> given) {
    Map<String, Supplier<List<Tensor>>> ways = new LinkedHashMap<>();
    ways.put("rewritten graph", () -> interpret(compilation.rewritten(), template, given));
    ways.put("elaborated graph", () -> interpret(compilation.elaborated(), template, given));
    Tensor[] inputs = given.toArray(Tensor[]::new);
    Program program = compilation.program();
    for (var device : Map.of("naive", NAIVE, "scheduled", SCHEDULED, "staged", STAGED).entrySet()) {
      ways.put(
          device.getKey() + " kernels",
          () -> List.of(LoadedProgram.load(program, device.getValue()).run(ALONE, inputs)));
    }
    LoadedProgram cpu = LoadedProgram.load(reread(program), CpuDevice.instance());
    ways.put("scalar", () -> List.of(cpu.run(ALONE.withBodies(Bodies.SCALAR), inputs)));
    ways.put("vector", () -> List.of(cpu.run(ALONE.withBodies(Bodies.VECTOR), inputs)));
    ways.put("again", () -> into(cpu, inputs));
    ways.put("native memory", () -> inNativeMemory(cpu, inputs));
    ways.put("threads", () -> List.of(cpu.run(GENERAL, inputs)));
    return ways;
  }

  private static Program reread(Program program) {
    try {
      return ProgramFile.fromBytes(ProgramFile.toBytes(program));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Tensor> interpret(Graph graph, Template template, List<Tensor> given) {
    return GraphInterpreter.run(
        graph, template.source(), GraphInterpreter.Functions.EXPANSION, given);
  }

  /** Into memory of the caller, in column-major order, that holds other numbers. */
  private static List<Tensor> into(LoadedProgram cpu, Tensor[] inputs) {
    Tensor[] first = cpu.run(ALONE, inputs);
    Tensor[] outs = new Tensor[first.length];
    for (int i = 0; i < outs.length; i++) {
      long[] shape = first[i].shape();
      long[] reversed = new long[shape.length];
      Arrays.setAll(reversed, axis -> shape[shape.length - 1 - axis]);
      outs[i] = Tensor.zeros(first[i].dtype(), reversed).transpose();
    }
    cpu.run(ALONE.withBodies(Bodies.VECTOR), inputs, outs);
    return List.of(outs);
  }

  /** Inputs and results outside the heap, the latter in memory that the program asks for. */
  private static List<Tensor> inNativeMemory(LoadedProgram cpu, Tensor[] inputs) {
    Tensor[] moved = inputs.clone();
    for (int i = 0; i < moved.length; i++) {
      boolean weak = cpu.program().inputs().get(i).weak();
      moved[i] = weak || !inputs[i].isArray() ? inputs[i] : Natives.moved(inputs[i]);
    }
    RunOptions options =
        ALONE.withBodies(Bodies.VECTOR).withResults((_, t, s) -> Natives.zeros(t, s));
    return List.of(cpu.run(options, moved));
  }

  private static Verdict compare(
      Map<String, Result> results, Trial sample, Map<String, Tensor> inputs) {
    Result expected = results.get("rewritten graph");
    Result kernels = results.get("naive kernels");
    List<String> odd = new ArrayList<>();
    results.forEach(
        (way, result) -> {
          boolean dead = way.equals("elaborated graph") && result.error != null;
          boolean bounded = way.equals("threads") && message(result).contains("E0506");
          if (bounded) {
            return; // a bound of a size that depends on data is beyond any limit
          }
          if (!dead && !result.bits().equals(expected.bits())) {
            odd.add(way);
          } else if (!way.endsWith("graph") && !message(result).equals(message(kernels))) {
            odd.add("message of " + way);
          }
        });
    sample
        .inputs()
        .forEach(
            (name, tensor) -> {
              if (!Bits.text(tensor).equals(Bits.text(inputs.get(name)))) {
                odd.add("input " + name + " was changed");
              }
            });
    if (!odd.isEmpty()) {
      StringBuilder detail = new StringBuilder();
      results.forEach(
          (way, r) ->
              detail.append("%-18s %s\n".formatted(way, r.error != null ? r.error : r.values)));
      return new Verdict("differ: " + odd, detail.toString());
    }
    return new Verdict(expected.error == null ? "AGREED" : "FAILED", message(expected));
  }

  private static String message(Result result) {
    return result.error == null ? "" : result.error.getMessage();
  }
}
