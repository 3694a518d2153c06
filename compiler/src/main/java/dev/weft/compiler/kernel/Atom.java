// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;

/** A value that needs no computing. */
public sealed interface Atom {

  DType dtype();

  /** A constant. */
  record Const(Literal value) implements Atom {
    @Override
    public DType dtype() {
      return value.dtype();
    }
  }

  /** A name bound by a let, a loop, a fold or a carried value. Loop variables are i64. */
  record Ref(String name, DType dtype) implements Atom {}

  /**
   * A size of the domain, i64: of one axis, or the product of a group's axes where {@code axis} is
   * {@link #ALL}.
   */
  record Extent(boolean reduced, int axis) implements Atom {
    public static final int ALL = -1;

    @Override
    public DType dtype() {
      return DType.I64;
    }
  }
}
