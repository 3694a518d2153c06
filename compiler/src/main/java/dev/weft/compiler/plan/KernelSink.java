// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import dev.weft.compiler.kernel.Kernel;

/** Takes naive kernels as they are planned and numbers them. */
@FunctionalInterface
public interface KernelSink {
  /** The kernel's index in the program. */
  int add(Kernel kernel);
}
