// SPDX-License-Identifier: Apache-2.0
package dev.weft;

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
import dev.weft.program.KernelCode;
import dev.weft.program.ProgramText;
import dev.weft.runtime.KernelStatus;
import java.util.List;
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
  private final List<KernelStatus> status;

  private Explanation(Compilation compilation, List<KernelStatus> status) {
    this.compilation = compilation;
    this.status = status;
  }

  static Explanation of(Template template, Signature signature, List<KernelStatus> status) {
    return new Explanation(
        Compilation.compile(
            template.source().name(), template.source(), Elaborator.elaborate(template, signature)),
        status);
  }

  /** How many kernels the text became. */
  public int kernels() {
    return compilation.naive().size();
  }

  /** The text of one stage. */
  public String stage(Stage stage) {
    return switch (stage) {
      case GRAPH ->
          "elaborated:\n%s\nlaws applied:\n%s\nrewritten:\n%s"
              .formatted(
                  GraphText.print(compilation.elaborated()),
                  Rewriter.rewrite(Split.apply(compilation.elaborated()), RuleBook.exact()).text(),
                  GraphText.print(compilation.rewritten()));
      case CLUSTERS -> compilation.clusters().text();
      case KERNEL ->
          "naive:\n%s\nscheduled:\n%s"
              .formatted(texts(compilation.naive()), texts(compilation.scheduled()));
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
    for (KernelStatus kernel : status) {
      out.append(kernel.kernel()).append(": ").append(kernel.state()).append(", ");
      out.append(kernel.reason()).append('\n');
    }
    return out.toString();
  }
}
