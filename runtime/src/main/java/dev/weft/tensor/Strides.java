// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import dev.weft.diagnostic.Wording;
import java.util.Arrays;
import java.util.Objects;

/** Arithmetic on shapes and strides. */
final class Strides {
  private Strides() {}

  /** The number of elements of a shape; checks that no extent is negative and the rank allowed. */
  static long size(long[] shape) {
    if (shape.length > Tensor.MAX_RANK) {
      throw new IllegalArgumentException(
          "rank " + shape.length + " is above the limit of " + Tensor.MAX_RANK + " axes");
    }
    boolean empty = false;
    for (long extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + text(shape));
      }
      empty |= extent == 0;
    }
    return empty ? 0 : product(shape);
  }

  private static long product(long[] shape) {
    long size = 1;
    for (long extent : shape) {
      if (Math.multiplyHigh(size, extent) != 0 || size * extent < 0) {
        throw new IllegalArgumentException(
            "shape " + text(shape) + " has more elements than 2^63 - 1");
      }
      size *= extent;
    }
    return size;
  }

  /** Row-major strides in elements. */
  static long[] rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return strides;
  }

  /** The address of the element at an index. */
  static long address(long offset, long[] shape, long[] strides, long[] index) {
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          Wording.of("%d indices for a tensor of rank %d", index.length, shape.length));
    }
    long address = offset;
    for (int axis = 0; axis < index.length; axis++) {
      address += Objects.checkIndex(index[axis], shape[axis]) * strides[axis];
    }
    return address;
  }

  /** Column-major strides in elements. */
  static long[] columnMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return strides;
  }

  /** Checks that every address of a view lies in {@code 0 .. length - 1}. */
  static void checkBounds(long offset, long[] shape, long[] strides, long length) {
    long low = offset;
    long high = offset;
    boolean inside = offset >= 0;
    try {
      for (int axis = 0; axis < shape.length; axis++) {
        long reach = Math.multiplyExact(Math.max(shape[axis] - 1, 0), strides[axis]);
        low = Math.addExact(low, Math.min(reach, 0));
        high = Math.addExact(high, Math.max(reach, 0));
      }
    } catch (ArithmeticException _) {
      inside = false;
    }
    boolean empty = Arrays.stream(shape).anyMatch(extent -> extent == 0);
    if (empty ? offset < 0 || offset > length : !inside || low < 0 || high >= length) {
      throw new IndexOutOfBoundsException(
          Wording.of(
              "a view of shape %s with strides %s at offset %d leaves its storage of %d elements",
              text(shape), text(strides), offset, length));
    }
  }

  /**
   * Strides that give a view of other shape the same elements in the same row-major order, or null
   * where only a copy can. Both shapes have the same, positive number of elements.
   */
  static long[] reshape(Layout layout, long[] target) {
    long[] result = new long[target.length];
    int group = layout.rank() - 1;
    long left = layout.shape(group);
    long step = layout.stride(group);
    for (int axis = target.length - 1; axis >= 0; axis--) {
      if (target[axis] == 1) {
        result[axis] = step;
        continue;
      }
      if (left == 1) {
        group--;
        left = layout.shape(group);
        step = layout.stride(group);
      }
      if (left % target[axis] != 0) {
        return null;
      }
      result[axis] = step;
      left /= target[axis];
      step *= target[axis];
    }
    return result;
  }

  /** The target of a reshape with an extent of -1 computed; checks the number of elements. */
  static long[] complete(long[] target, long size, long[] shape) {
    long[] extents = target.clone();
    int open = -1;
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == -1 && open < 0) {
        open = axis;
        extents[axis] = 1;
      }
    }
    long known = size(extents);
    if (open >= 0 && known != 0) {
      extents[open] = size / known;
    }
    if (size(extents) != size || (open >= 0 && known == 0)) {
      throw new IllegalArgumentException(
          Wording.of("cannot reshape %s (%d elements) to %s", text(shape), size, text(target)));
    }
    return extents;
  }

  /** A shape as users write it: {@code [2, 3]}. */
  static String text(long[] shape) {
    return Arrays.toString(shape);
  }
}
