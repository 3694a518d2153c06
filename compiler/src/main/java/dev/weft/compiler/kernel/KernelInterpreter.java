// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Runs any kernel, naive or scheduled, statement by statement: slow, obvious, and the definition of
 * what kernels mean.
 */
public final class KernelInterpreter {

  private KernelInterpreter() {}

  /**
   * A check that failed.
   *
   * @param kept row-major position of the failing element among the kept axes
   * @param reduced its position among the reduced axes, or -1 for a check outside a fold
   */
  public record Failure(int site, long kept, long reduced) implements Comparable<Failure> {
    /** The order of execution: what follows a fold comes after all of its elements. */
    private static final Comparator<Failure> ORDER =
        Comparator.comparingLong(Failure::kept)
            .thenComparing(Failure::reduced, Long::compareUnsigned)
            .thenComparingInt(Failure::site);

    @Override
    public int compareTo(Failure other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Runs {@code kernel} and writes its outputs.
   *
   * @param extents of the kept axes and then of the reduced axes
   * @param arguments per parameter a tensor, of the shape of its part of the domain unless WHOLE
   * @return the first element in row-major order that failed a check, if one did; of several checks
   *     of one element that of the lowest site
   */
  public static Optional<Failure> run(Kernel kernel, long[] extents, List<Tensor> arguments) {
    Domain domain = domain(kernel, extents);
    if (arguments.size() != kernel.params().size()) {
      throw new CompilerBug("interpreter", kernel.params().size() + " arguments are needed");
    }
    Environment environment = new Environment(domain);
    for (int i = 0; i < arguments.size(); i++) {
      Kernel.Param param = kernel.params().get(i);
      checkArgument(param, arguments.get(i), domain);
      environment.bind(param.name(), new Buffer.OfTensor(arguments.get(i)));
    }
    Execution execution = new Execution();
    execution.run(kernel.body(), environment);
    return execution.failures().stream().min(Comparator.naturalOrder());
  }

  private static Domain domain(Kernel kernel, long[] extents) {
    int rank = kernel.keptRank() + kernel.reducedRank();
    if (extents.length != rank) {
      throw new CompilerBug("interpreter", "the domain has " + rank + " axes");
    }
    return new Domain(
        Arrays.copyOf(extents, kernel.keptRank()),
        Arrays.copyOfRange(extents, kernel.keptRank(), rank));
  }

  private static void checkArgument(Kernel.Param param, Tensor argument, Domain domain) {
    boolean fits =
        argument.dtype() == param.dtype()
            && argument.rank() == param.rank()
            && (!param.mode().isOfDomain()
                || Arrays.equals(argument.shape(), domain.shape(param.rank())));
    if (!fits) {
      throw new CompilerBug(
          "interpreter", argument.signature() + " is no argument for " + param.name());
    }
  }
}
