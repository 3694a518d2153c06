// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The sizes of the domain: read from the frame once, before the code that uses them. */
final class Extents implements Opcodes {
  private Extents() {}

  /** The name under which a scope holds an extent. */
  static String name(Atom.Extent extent) {
    String axis = extent.axis() == Atom.Extent.ALL ? "" : Integer.toString(extent.axis());
    return (extent.reduced() ? "$reduced" : "$kept") + axis;
  }

  /** Binds every extent that the blocks use. */
  static void bind(Code code, Scope scope, Kernel kernel, Local frame, List<Stmt> block) {
    for (Atom atom : Uses.atoms(block)) {
      if (atom instanceof Atom.Extent extent && !scope.holds(name(extent))) {
        Local local = code.local(name(extent).substring(1), Type.LONG_TYPE);
        push(code, kernel, frame, extent);
        code.store(local);
        scope.bind(name(extent), local);
      }
    }
  }

  private static void push(Code code, Kernel kernel, Local frame, Atom.Extent extent) {
    int first = extent.reduced() ? kernel.keptRank() : 0;
    if (extent.axis() != Atom.Extent.ALL) {
      push(code, frame, first + extent.axis());
      return;
    }
    int rank = extent.reduced() ? kernel.reducedRank() : kernel.keptRank();
    code.constant(1L);
    for (int axis = 0; axis < rank; axis++) {
      push(code, frame, first + axis);
      code.op(LMUL);
    }
  }

  private static void push(Code code, Local frame, int axis) {
    code.load(frame);
    code.getField(Types.FRAME, "extents", "[J");
    code.constant(axis);
    code.op(LALOAD);
  }
}
