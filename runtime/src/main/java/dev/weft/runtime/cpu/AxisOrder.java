// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Strided;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order in which a map walks its axes: that of the memory it writes. So a transposed result
 * with transposed operands is as fast as a plain one. A kernel with checks keeps the order of its
 * axes, because the first element that fails is reported.
 */
final class AxisOrder {
  private AxisOrder() {}

  /** The axes from outermost to innermost, or null for their own order. */
  static int[] of(KernelCode code, Strided[] operands, long[] extents) {
    boolean free =
        switch (code.launch()) {
          case MAP, STAGED_MAP -> code.faults().isEmpty();
          case FOLD, SCAN, SERIAL -> false;
        };
    if (!free || extents.length < 2) {
      return null;
    }
    for (int p = 0; p < operands.length; p++) {
      Parameter parameter = code.parameters().get(p);
      if (parameter.written() && operands[p].rank() == extents.length) {
        return sorted(operands[p].strides(), extents);
      }
    }
    return null;
  }

  private static int[] sorted(long[] strides, long[] extents) {
    for (int axis = 1; axis < strides.length; axis++) {
      if (Math.abs(strides[axis]) > Math.abs(strides[axis - 1]) && extents[axis] > 1) {
        return IntStream.range(0, strides.length)
            .boxed()
            .sorted(Comparator.comparing((Integer a) -> -Math.abs(strides[a])))
            .mapToInt(a -> a)
            .toArray();
      }
    }
    return null;
  }
}
