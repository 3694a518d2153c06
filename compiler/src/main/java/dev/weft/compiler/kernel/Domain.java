// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Extents of the axes that a kernel runs over. */
record Domain(long[] kept, long[] reduced) {

  /** The value of an extent. */
  long extent(Atom.Extent extent) {
    long[] extents = extent.reduced() ? reduced : kept;
    return extent.axis() == Atom.Extent.ALL ? product(extents) : extents[extent.axis()];
  }

  /** The shape of a parameter of some rank: the first axes of the domain. */
  long[] shape(int rank) {
    return LongStream.concat(Arrays.stream(kept), Arrays.stream(reduced)).limit(rank).toArray();
  }

  static long product(long[] extents) {
    return Arrays.stream(extents).reduce(1, Math::multiplyExact);
  }

  /** The index at a row-major position. */
  static long[] index(long position, long[] extents) {
    long[] index = new long[extents.length];
    long rest = position;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      index[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return index;
  }

  /** The row-major position of an index. */
  static long position(long[] index, long[] extents) {
    long position = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      position = position * extents[axis] + index[axis];
    }
    return position;
  }
}
