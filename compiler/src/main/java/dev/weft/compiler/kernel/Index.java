// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import java.util.List;

/** Which element of a buffer is meant. All components are i64. */
public sealed interface Index {

  /** One index per axis; in range. For scratch and local arrays: one position. */
  record At(List<Atom> axes) implements Index {
    public At {
      axes = List.copyOf(axes);
    }
  }

  /** One index per axis; a load outside the tensor gives zero. */
  record Guarded(List<Atom> axes) implements Index {
    public Guarded {
      axes = List.copyOf(axes);
    }
  }

  /** Row-major positions in the domain: only kept axes. */
  record Kept(Atom position) implements Index {}

  /** Row-major positions in the domain: among the kept axes, and among the reduced axes. */
  record Full(Atom kept, Atom reduced) implements Index {}
}
