// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.type.CompilerBug;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Pushes the address (a long) of an element whose place is known but for its index. */
record PlacedAddress(Code code, Lanes lanes, Buffer.Placed buffer) implements Opcodes {

  void push(Index index) {
    code.constant(buffer.base());
    int rank = buffer.shape().length;
    switch (index) {
      case Index.At(var axes) -> at(axes);
      case Index.Guarded(var axes) -> at(axes);
      case Index.Kept(var kept) -> at(kept, 0, rank);
      case Index.Full(var kept, var reduced) -> {
        at(kept, 0, buffer.keptRank());
        at(reduced, buffer.keptRank(), rank);
      }
    }
  }

  private void at(List<Atom> axes) {
    if (axes.size() != buffer.shape().length) {
      throw new CompilerBug("jvm", "an index of " + axes.size() + " axes into another rank");
    }
    for (int axis = 0; axis < axes.size(); axis++) {
      if (buffer.strides()[axis] != 0 && buffer.shape()[axis] != 1) {
        lanes.push(axes.get(axis));
        steps(buffer.strides()[axis]);
      }
    }
  }

  /** A row-major position among axes is taken apart, no further than strides demand. */
  private void at(Atom position, int from, int to) {
    long[] shape = buffer.shape();
    long[] strides = buffer.strides();
    long below = 1;
    int axis = to - 1;
    while (axis >= from) {
      long extent = shape[axis];
      long stride = strides[axis];
      int outer = axis - 1;
      while (outer >= from && (shape[outer] == 1 || strides[outer] == extent * stride)) {
        extent *= shape[outer];
        outer--;
      }
      if (stride != 0 && extent > 1) {
        part(position, below, outer < from ? 0 : extent);
        steps(stride);
      }
      below *= extent;
      axis = outer;
    }
  }

  /** Pushes {@code position / below % extent}; an extent of 0 is that of everything above. */
  private void part(Atom position, long below, long extent) {
    lanes.push(position);
    if (below > 1) {
      code.constant(below);
      code.op(LDIV);
    }
    if (extent > 0) {
      code.constant(extent);
      code.op(LREM);
    }
  }

  /** Turns the place along an axis into steps of the array and adds them. */
  private void steps(long stride) {
    if (stride != 1) {
      code.constant(stride);
      code.op(LMUL);
    }
    code.op(LADD);
  }
}
