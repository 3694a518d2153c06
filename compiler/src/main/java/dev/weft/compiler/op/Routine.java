// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.tensor.DType;
import java.util.List;

/**
 * A scalar routine of the runtime: the static method {@code name} of {@code
 * dev.weft.runtime.Routines} with these parameter and result dtypes. It runs element by element, as
 * a scalar stage inside vector kernels, and must be deterministic to the bit.
 */
public record Routine(String name, List<DType> parameters, DType result) {
  public Routine {
    parameters = List.copyOf(parameters);
  }

  public static Routine of(String name, DType result, DType... parameters) {
    return new Routine(name, List.of(parameters), result);
  }
}
