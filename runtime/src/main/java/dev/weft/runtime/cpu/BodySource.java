// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.KernelBody;

/** Where the bodies of kernels come from. */
interface BodySource {

  KernelBody scalar(KernelCode code);

  /** The vector body; only for a kernel for which {@link #vectorObstacle} is empty. */
  KernelBody vector(KernelCode code);

  /** Why there is no vector body of a kernel, in words, or empty. */
  String vectorObstacle(KernelCode code);
}
