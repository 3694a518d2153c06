// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import java.util.List;

/** What a let computes; operands are atoms. */
public sealed interface Operation {

  /** A primitive; CONVERT and BITCAST take the let's dtype as their target. */
  record Apply(Prim prim, List<Atom> operands) implements Operation {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  /** A scalar routine of the runtime. */
  record Call(Routine routine, List<Atom> operands) implements Operation {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  /** An element of a parameter, or of a scratch or local array. */
  record Load(String buffer, Index index) implements Operation {}
}
