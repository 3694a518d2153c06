// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import dev.weft.compiler.fuse.Clusters;
import dev.weft.compiler.fuse.Fusion;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.GraphChecker;
import dev.weft.compiler.jvm.KernelEmitter;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelChecker;
import dev.weft.compiler.plan.Plan;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.diagnostic.Source;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * A graph on its way to a program, with what it looked like at each stage. Pure: the same graph
 * gives the same program, byte by byte.
 *
 * @param elaborated the graph as the text says it
 * @param rewritten the graph after the passes
 * @param clusters which nodes share a loop
 * @param naive the kernels as loops over axes
 * @param scheduled the kernels as they are emitted
 * @param program the result
 */
public record Compilation(
    Graph elaborated,
    Graph rewritten,
    Clusters clusters,
    List<Kernel> naive,
    List<Kernel> scheduled,
    Program program) {

  /** Whether the checkers run after every pass: they do where assertions are enabled. */
  private static final boolean CHECKED = Compilation.class.desiredAssertionStatus();

  /** Compiles a graph for the CPU. */
  public static Compilation compile(String name, Source source, Graph graph) {
    Graph rewritten = passes(graph);
    Clusters clusters = Fusion.fuse(rewritten);
    Map<Kernel, Integer> kernels = new LinkedHashMap<>();
    List<Kernel> scheduled = new ArrayList<>();
    Program program =
        Plan.plan(
            name,
            source,
            rewritten,
            clusters,
            kernel -> number(kernels, kernel),
            () -> emit(List.copyOf(kernels.keySet()), scheduled));
    return new Compilation(
        graph, rewritten, clusters, List.copyOf(kernels.keySet()), scheduled, program);
  }

  private static Graph passes(Graph graph) {
    Graph current = graph;
    check("elaborate", current);
    for (Pass<Graph> pass : Pipelines.GRAPH) {
      current = run(pass, current);
      check(pass.name(), current);
    }
    return current;
  }

  /** Equal kernels are one kernel. */
  private static int number(Map<Kernel, Integer> kernels, Kernel kernel) {
    return kernels.computeIfAbsent(kernel, k -> kernels.size());
  }

  private static List<KernelCode> emit(List<Kernel> kernels, List<Kernel> scheduled) {
    List<KernelCode> code = new ArrayList<>();
    for (Kernel naive : kernels) {
      Kernel kernel = naive;
      check("lower", kernel);
      for (Pass<Kernel> pass : Pipelines.CPU_KERNEL) {
        kernel = run(pass, kernel);
        check(pass.name(), kernel);
      }
      scheduled.add(kernel);
      code.add(KernelEmitter.emit(kernel, naive));
    }
    return code;
  }

  private static <T> T run(Pass<T> pass, T input) {
    try {
      return pass.function().apply(input);
    } catch (CompilerBug | CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CompilerBug(pass.name(), e);
    }
  }

  private static void check(String pass, Graph graph) {
    if (CHECKED) {
      GraphChecker.check(pass, graph);
    }
  }

  private static void check(String pass, Kernel kernel) {
    if (CHECKED) {
      KernelChecker.check(pass, kernel);
    }
  }
}
