// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;

/**
 * The lanes of a tensor along its last axis: where they begin, how far their elements lie apart.
 */
record Lanes(Object array, long[] starts, int length, long step) {
  /** Lanes are handed out in groups of about this many elements. */
  private static final int GROUP = 1 << 14;

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

  /** Work on a lane, with memory for its keys. */
  interface Work {
    void run(int lane, long[] keys, Workers workers);
  }

  /** Threads share out many lanes, or work together on each of a few. */
  static void share(Lanes from, Workers workers, Work work) {
    int lanes = from.count();
    if (from.length() == 0 || lanes == 0) {
      return;
    }
    int group = Math.max(1, GROUP / from.length());
    int tasks = (lanes + group - 1) / group;
    boolean together = tasks < workers.threads();
    Workers each = together ? workers : Workers.ALONE;
    (together ? Workers.ALONE : workers)
        .run(
            tasks,
            task -> {
              long[] keys = new long[from.length()];
              for (int i = task * group; i < Math.min(lanes, (task + 1) * group); i++) {
                work.run(i, keys, each);
              }
            });
  }
}
