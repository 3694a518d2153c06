// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * Routines that come with another library, in a jar of their own; found by {@link
 * java.util.ServiceLoader}.
 */
public interface Library {

  /** The routines it has, each as {@code group.name}. */
  Set<String> routines();

  /**
   * Runs a routine.
   *
   * @param operands contiguous, row major
   * @param results contiguous, row major, to be written; of the shapes that the compiler derived
   * @param workers threads that may take part, without a trace in the results
   * @throws ProcedureFault where there is no result
   */
  void run(String routine, List<Tensor> operands, List<Tensor> results, Workers workers);
}
