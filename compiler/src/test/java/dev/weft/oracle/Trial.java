// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.tensor.Tensor;
import java.util.Map;

/** A program with its inputs, to be run in every way there is. */
interface Trial {

  Template template();

  Signature signature();

  /** The inputs, made anew by every call. */
  Map<String, Tensor> inputs();
}
