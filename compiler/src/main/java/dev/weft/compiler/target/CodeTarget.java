// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.target;

import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;

/** What kernels can be compiled for, and what is known of it before one is. */
public interface CodeTarget {

  /** The name of the device that runs what is compiled for this target. */
  String name();

  Limits limits();

  /** How tensors of a dtype are kept there. */
  Lowering storage(DType dtype);

  /**
   * How a primitive is computed there.
   *
   * @param dtype of the operands; of a SELECT that of its second and third
   */
  Lowering lowering(Prim prim, DType dtype);

  /** How a routine of the runtime is computed there. */
  Lowering lowering(Routine routine);
}
