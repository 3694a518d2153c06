// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import java.util.stream.Collectors;

/** Types as messages show them. */
final class TypeText {
  /** A size made of more symbols than this says nothing to a reader. */
  private static final int MAX_SYMBOLS = 6;

  private TypeText() {}

  /** {@code f32[n, 3]}, with sizes as far as they are known when compiling. */
  static String of(TensorType type) {
    return type.dtype() + shape(type, false);
  }

  /** {@code f32[{n}, 3]}: sizes in braces are filled in when the program runs. */
  static String atBind(TensorType type) {
    return type.dtype() + shape(type, true);
  }

  private static String shape(TensorType type, boolean braces) {
    return type.shape().isEmpty()
        ? ""
        : type.shape().stream()
            .map(dim -> size(dim, braces))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String size(Dim dim, boolean braces) {
    if (dim.symbols().size() > MAX_SYMBOLS) {
      return "_";
    }
    return braces && !dim.isConstant() ? "{" + dim + "}" : dim.toString();
  }
}
