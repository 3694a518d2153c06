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

  /**
   * A scalar routine for the few elements whose guard holds; the others have a value already.
   *
   * @param operands the guard (bool), the value otherwise, then the routine's arguments
   */
  record CallWhere(Routine routine, List<Atom> operands) implements Operation {
    public CallWhere {
      operands = List.copyOf(operands);
    }

    public Atom guard() {
      return operands.get(0);
    }

    public Atom otherwise() {
      return operands.get(1);
    }

    public List<Atom> arguments() {
      return operands.subList(2, operands.size());
    }
  }

  /** An element of a parameter, or of a scratch or local array. */
  record Load(String buffer, Index index) implements Operation {}
}
