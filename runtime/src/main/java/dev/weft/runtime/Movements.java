// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Wording;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.Layout;
import java.util.List;

/** Applies movements to layouts. */
final class Movements {
  private Movements() {}

  /**
   * What a movement makes of a layout.
   *
   * @param delta how far the first element lies from the operand's first element
   */
  record Moved(Strided layout, long delta) {}

  /** The view, or null where only a copy can have the shape. */
  static Moved apply(Movement movement, Strided source, Symbols symbols) {
    return switch (movement) {
      case Movement.Reshape reshape -> reshape(source, symbols.values(reshape.shape()));
      case Movement.Permute permute -> permute(source, permute.axes());
      case Movement.Broadcast broadcast -> broadcast(source, symbols.values(broadcast.shape()));
      case Movement.Slice slice -> slice(source, slice, symbols);
    };
  }

  private static Moved reshape(Strided source, long[] shape) {
    Strided plain = Strided.rowMajor(source.dtype(), shape);
    if (plain.size() != source.size()) {
      throw new IllegalArgumentException("cannot reshape " + source + " to " + plain);
    }
    long[] strides =
        source.size() == 0
            ? plain.strides()
            : Layout.merge(source.shape(), source.strides()).reshape(shape);
    return strides == null
        ? null
        : new Moved(new Strided(source.dtype(), source.memory(), shape, strides), 0);
  }

  private static Moved permute(Strided source, List<Integer> axes) {
    long[] shape = new long[axes.size()];
    long[] strides = new long[axes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = source.shape()[axes.get(i)];
      strides[i] = source.strides()[axes.get(i)];
    }
    return new Moved(new Strided(source.dtype(), source.memory(), shape, strides), 0);
  }

  private static Moved broadcast(Strided source, long[] shape) {
    long[] strides = new long[shape.length];
    int lead = shape.length - source.rank();
    for (int axis = 0; axis < source.rank(); axis++) {
      long extent = source.shape()[axis];
      if (extent != 1 && extent != shape[lead + axis]) {
        throw new IllegalArgumentException(
            "cannot broadcast " + source + " to " + Strided.rowMajor(source.dtype(), shape));
      }
      strides[lead + axis] = extent == 1 ? 0 : source.strides()[axis];
    }
    return new Moved(new Strided(source.dtype(), source.memory(), shape, strides), 0);
  }

  private static Moved slice(Strided source, Movement.Slice slice, Symbols symbols) {
    long[] shape = symbols.values(slice.size());
    long[] strides = new long[shape.length];
    long delta = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      long step = slice.step().get(axis);
      long first = symbols.value(slice.start().get(axis));
      long last = first + (shape[axis] - 1) * step;
      long extent = source.shape()[axis];
      if (shape[axis] < 0
          || (shape[axis] > 0 && (Math.min(first, last) < 0 || Math.max(first, last) >= extent))) {
        throw new IllegalArgumentException(
            Wording.of("slice %s leaves axis %d of %s", slice, axis, source));
      }
      strides[axis] = source.strides()[axis] * step;
      delta += first * source.strides()[axis];
    }
    Strided result = new Strided(source.dtype(), source.memory(), shape, strides);
    return new Moved(result, result.size() == 0 ? 0 : delta);
  }

  /** The row-major layout that a copy has where {@link #apply} gives no view. */
  static Strided copied(Movement movement, Strided source, Symbols symbols) {
    List<Dim> shape = ((Movement.Reshape) movement).shape();
    return Strided.rowMajor(source.dtype(), symbols.values(shape));
  }
}
