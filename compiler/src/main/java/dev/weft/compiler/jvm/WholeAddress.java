// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.type.CompilerBug;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Pushes where in its array an element of a whole tensor lies. */
record WholeAddress(Code code, Lanes lanes, Buffer.Whole buffer) implements Opcodes {

  void push(Index index, Position position) {
    code.load(buffer.base());
    switch (index) {
      case Index.At(var axes) -> at(axes);
      case Index.Kept(var kept) -> at(kept, 0, buffer.strides().size());
      case Index.Full(var kept, var reduced) -> {
        if (!(position instanceof Position.OfThread thread)) {
          throw new CompilerBug("jvm", "a position in the domain outside the threads of a group");
        }
        at(kept, 0, thread.keptRank());
        at(reduced, thread.keptRank(), buffer.strides().size());
      }
      case Index.Guarded _ -> throw new CompilerBug("jvm", "only loads are guarded");
    }
  }

  private void at(List<Atom> axes) {
    if (axes.size() != buffer.strides().size()) {
      throw new CompilerBug("jvm", "an index of " + axes.size() + " axes into another rank");
    }
    for (int axis = 0; axis < axes.size(); axis++) {
      lanes.push(axes.get(axis));
      steps(axis);
    }
  }

  /** A row-major position among the axes {@code from .. to-1}, taken apart. */
  private void at(Atom position, int from, int to) {
    if (from == to) {
      return;
    }
    Local rest = code.local("rest", Type.LONG_TYPE);
    lanes.push(position);
    code.store(rest);
    for (int axis = to - 1; axis > from; axis--) {
      Local extent = buffer.shape().get(axis);
      code.load(rest);
      code.load(extent);
      code.op(LREM);
      steps(axis);
      code.load(rest);
      code.load(extent);
      code.op(LDIV);
      code.store(rest);
    }
    code.load(rest);
    steps(from);
    code.release(rest);
  }

  /** Turns the place along an axis into steps of the array and adds them. */
  private void steps(int axis) {
    code.load(buffer.strides().get(axis));
    code.op(LMUL);
    code.op(L2I);
    code.op(IADD);
  }
}
