// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.tensor.Tensor;

/**
 * The lanes of a tensor along its last axis: where they begin, how far their elements lie apart.
 */
record Lanes(Object array, long[] starts, int length, long step) {

  static Lanes of(Tensor tensor) {
    int last = tensor.rank() - 1;
    int length = Math.toIntExact(tensor.dim(last));
    int count = 1;
    for (int axis = 0; axis < last; axis++) {
      count = Math.multiplyExact(count, Math.toIntExact(tensor.dim(axis)));
    }
    long[] starts = new long[count];
    for (int i = 0; i < count; i++) {
      long rest = i;
      long start = tensor.offset();
      for (int axis = last - 1; axis >= 0; axis--) {
        start += rest % tensor.dim(axis) * tensor.stride(axis);
        rest /= tensor.dim(axis);
      }
      starts[i] = start;
    }
    return new Lanes(tensor.storage(), starts, length, tensor.stride(last));
  }

  int count() {
    return starts.length;
  }
}
