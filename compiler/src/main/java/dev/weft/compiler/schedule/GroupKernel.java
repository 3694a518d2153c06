// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.tensor.DType;
import java.util.List;

/**
 * One of the kernels that do the work of a naive one together, for a domain of known size.
 *
 * @param kernel its parameters are those of the naive kernel by name, and parts
 * @param groups how many groups run it
 * @param threads how many threads a group has
 * @param parts what it writes for the next kernel
 */
public record GroupKernel(Kernel kernel, long groups, int threads, List<Part> parts) {
  public GroupKernel {
    parts = List.copyOf(parts);
  }

  /**
   * A tensor of one axis that one kernel writes and the next reads.
   *
   * @param name of the parameter in both
   */
  public record Part(String name, DType dtype, long length) {}
}
