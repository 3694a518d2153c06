// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.op.Prim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes positions apart whose axes are known: divisions are products and shifts. */
final class Unravel {
  /** Positions below this are taken apart. */
  static final long MOST = 1L << 30;

  private Unravel() {}

  /**
   * The indices at a row-major position.
   *
   * @param position below the product of the extents
   */
  static List<Atom> of(Recording to, Atom position, long... extents) {
    List<Atom> indices = new ArrayList<>();
    long size = Arrays.stream(extents).reduce(1, Math::multiplyExact);
    Atom rest = position;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      Atom above = divide(to, rest, size, extents[axis]);
      indices.addFirst(remainder(to, rest, above, size, extents[axis]));
      size /= extents[axis];
      rest = above;
    }
    return indices;
  }

  private static Atom remainder(Recording to, Atom x, Atom quotient, long below, long by) {
    if (by == below) {
      return x;
    }
    return by == 1 ? to.i64(0) : to.sub(x, to.mul(quotient, to.i64(by)));
  }

  /** {@code x / by} for {@code 0 <= x < below}: exact, as {@code below * by} is below 2^shift. */
  private static Atom divide(Recording to, Atom x, long below, long by) {
    if (by == below) {
      return to.i64(0);
    }
    if (by == 1) {
      return x;
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(below * by);
    long factor = ((1L << shift) + by - 1) / by;
    return to.apply(Prim.SHR, to.mul(x, to.i64(factor)), to.i64(shift));
  }
}
