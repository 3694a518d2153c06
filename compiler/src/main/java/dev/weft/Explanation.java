// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.choice.Costs;
import dev.weft.choice.Measurement;
import dev.weft.choice.Outlook;
import dev.weft.choice.Prediction;
import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.graph.GraphText;
import dev.weft.compiler.jvm.Listing;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.compiler.rewrite.Rewriter;
import dev.weft.compiler.rewrite.RuleBook;
import dev.weft.compiler.split.Split;
import dev.weft.diagnostic.Wording;
import dev.weft.program.KernelCode;
import dev.weft.program.ProgramText;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.cpu.CpuDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of a text at each stage of the compiler. */
public final class Explanation {

  /** The stages that can be looked at, in order. */
  public enum Stage {
    /** The graph as the text says it, and after the rewriting passes. */
    GRAPH,
    /** Which values share a loop, and why others go through memory. */
    CLUSTERS,
    /** The kernels: as plain loops, and as they are scheduled for the CPU. */
    KERNEL,
    /** The steps of the program. */
    PROGRAM,
    /** The class files. */
    BYTECODE
  }

  private final Compilation compilation;
  private final List<String> remarks;

  private Explanation(Compilation compilation, List<String> remarks) {
    this.compilation = compilation;
    this.remarks = remarks;
  }

  /** Of what ran. */
  static Explanation of(Template template, Specialization ran) {
    List<String> remarks = new ArrayList<>();
    if (ran.isShared()) {
      remarks.add(Specialization.SHARED);
    }
    ran.choice().ifPresent(choice -> remarks.add("the last call ran on " + choice));
    for (KernelStatus kernel : ran.kernels()) {
      remarks.add(kernel.kernel() + ": " + kernel.state() + ", " + kernel.reason());
    }
    return new Explanation(compile(template, ran.signature()), remarks);
  }

  /** Of what may run on a device. */
  static Explanation of(Template template, Signature signature, Device device) {
    Compilation compilation = compile(template, signature);
    return new Explanation(compilation, Outlook.of(compilation.program(), device));
  }

  private static Compilation compile(Template template, Signature signature) {
    return Compilation.compile(
        template.source().name(), template.source(), Elaborator.elaborate(template, signature));
  }

  /** How many kernels the text became. */
  public int kernels() {
    return compilation.naive().size();
  }

  /**
   * What a call takes on this machine for given sizes: bytes, operations and time of every step,
   * and what bounds it. Measures the machine, once per process, for about a second.
   *
   * @param sizes by the names in the types of the inputs; those that follow from others may be left
   *     out
   * @throws IllegalArgumentException if a size is missing or unknown
   */
  public Prediction cost(Map<String, Long> sizes) {
    Costs costs = Measurement.of(CpuDevice.instance(), false);
    return Prediction.of(compilation.program(), sizes, costs);
  }

  /** The text of one stage. */
  public String stage(Stage stage) {
    return switch (stage) {
      case GRAPH ->
          Wording.of(
              "elaborated:\n%s\nlaws applied:\n%s\nrewritten:\n%s",
              GraphText.print(compilation.elaborated()),
              Rewriter.rewrite(Split.apply(compilation.elaborated()), RuleBook.exact()).text(),
              GraphText.print(compilation.rewritten()));
      case CLUSTERS -> compilation.clusters().text();
      case KERNEL ->
          Wording.of(
              "naive:\n%s\nscheduled:\n%s",
              texts(compilation.naive()), texts(compilation.scheduled()));
      case PROGRAM -> ProgramText.print(compilation.program());
      case BYTECODE ->
          compilation.program().kernels().stream()
              .map(Explanation::listing)
              .collect(Collectors.joining("\n"));
    };
  }

  private static String texts(List<Kernel> kernels) {
    return kernels.stream().map(KernelText::print).collect(Collectors.joining("\n"));
  }

  private static String listing(KernelCode kernel) {
    String scalar = Listing.of(kernel.scalarBytes());
    return kernel.vectorBytes().length == 0
        ? scalar
        : scalar + "\n" + Listing.of(kernel.vectorBytes());
  }

  /** A summary: kernels, what goes through memory and why, the steps, what runs them. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(kernels()).append(kernels() == 1 ? " kernel\n" : " kernels\n");
    out.append(stage(Stage.CLUSTERS));
    stage(Stage.PROGRAM)
        .lines()
        .takeWhile(line -> !line.startsWith("kernel "))
        .forEach(line -> out.append(line).append('\n'));
    remarks.forEach(remark -> out.append(remark).append('\n'));
    return out.toString();
  }
}
