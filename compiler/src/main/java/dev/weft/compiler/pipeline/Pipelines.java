// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.rewrite.Rewriter;
import dev.weft.compiler.rewrite.RuleBook;
import dev.weft.compiler.schedule.CpuSchedule;
import dev.weft.compiler.schedule.ScheduleLimits;
import dev.weft.compiler.split.Split;
import java.util.List;

/**
 * The passes of the compiler, in the order in which they run. Between the two lists a graph is cut
 * into clusters ({@code fuse}), every cluster becomes a naive kernel ({@code lower}) and a step of
 * the program ({@code plan}); after the second, kernels become classes ({@code jvm}).
 */
public final class Pipelines {

  /** Graph to Graph. */
  public static final List<Pass<Graph>> GRAPH =
      List.of(
          new Pass<>(
              "split",
              "complex nodes become pairs of real ones: strided views of interleaved inputs,"
                  + " arithmetic on parts, results interleaved again",
              Split::apply),
          new Pass<>(
              "rewrite",
              "laws that change no bit, views moved to the leaves, common nodes merged, dead ones"
                  + " removed, constants folded",
              graph -> Rewriter.rewrite(graph, RuleBook.exact()).graph()));

  /** Kernel to Kernel, for the CPU. */
  public static final List<Pass<Kernel>> CPU_KERNEL =
      List.of(
          new Pass<>(
              "cpu-schedule",
              "loops flattened to positions, cut into stages over blocks, given to threads and"
                  + " lanes",
              kernel -> CpuSchedule.apply(kernel, ScheduleLimits.DEFAULT)));

  private Pipelines() {}
}
