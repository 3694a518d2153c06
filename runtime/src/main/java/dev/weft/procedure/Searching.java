// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;

/** Finds the places of values in a sorted vector by halving. */
final class Searching {
  private static final int GROUP = 1 << 13;

  private Searching() {}

  /**
   * @param into i64, of the shape of the values; contiguous
   */
  static void search(Tensor sorted, Tensor values, boolean last, Tensor into, Workers workers) {
    long[] keys = new long[Math.toIntExact(sorted.dim(0))];
    Keys.of(sorted.storage(), sorted.offset(), sorted.stride(0), keys);
    Tensor dense = values.contiguous();
    int count = Math.toIntExact(dense.size());
    long[] target = (long[]) into.storage();
    workers.run(
        (count + GROUP - 1) / GROUP,
        task -> {
          int start = task * GROUP;
          long[] wanted = new long[Math.min(GROUP, count - start)];
          Keys.of(dense.storage(), dense.offset() + start, 1, wanted);
          for (int i = 0; i < wanted.length; i++) {
            target[(int) into.offset() + start + i] = Keys.place(keys, wanted[i], last);
          }
        });
  }
}
