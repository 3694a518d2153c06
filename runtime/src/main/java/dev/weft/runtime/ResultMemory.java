// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;

/** Where the results of a call go for which the caller gave no tensor. */
@FunctionalInterface
public interface ResultMemory {

  /** New arrays. */
  ResultMemory ARRAYS = (_, _, _) -> null;

  /**
   * Memory for a result of which only the dtype and shape are known by now.
   *
   * @param output the name of the result
   * @return a tensor of that dtype and shape, such as one over a mapped file; null for a new array
   */
  Tensor allocate(String output, DType dtype, long[] shape);
}
