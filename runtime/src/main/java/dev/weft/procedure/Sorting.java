// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;

/** Sorts the lanes of the last axis, or finds the order that would. */
final class Sorting {
  /** Lanes are handed out in groups of about this many elements. */
  private static final int GROUP = 1 << 14;

  private final Lanes from;
  private final Lanes into;
  private final Workers workers;

  private Sorting(Tensor from, Tensor into, Workers workers) {
    this.from = Lanes.of(from);
    this.into = Lanes.of(into);
    this.workers = workers;
  }

  static void sort(Tensor from, Tensor into, Workers workers) {
    Sorting sorting = new Sorting(from, into, workers);
    sorting.lanes(sorting::sort);
  }

  static void argsort(Tensor from, Tensor into, Workers workers) {
    Sorting sorting = new Sorting(from, into, workers);
    sorting.lanes(sorting::argsort);
  }

  private interface Lane {
    void run(int lane, long[] keys, Workers workers);
  }

  /** Threads share out many lanes, or work together on each of a few. */
  private void lanes(Lane lane) {
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
                lane.run(i, keys, each);
              }
            });
  }

  private void sort(int lane, long[] keys, Workers each) {
    long start = from.starts()[lane];
    boolean negativeZero = Keys.of(from.array(), start, from.step(), keys);
    LongSort.sort(keys, each);
    // Read before the write, which may be to the same memory.
    boolean[] negative = negativeZero ? zeros(start, keys) : new boolean[0];
    Keys.write(keys, into.array(), into.starts()[lane], into.step());
    restore(negative, Keys.place(keys, 0, false), lane);
  }

  /** The zeros of a lane in their order: which of them are negative. */
  private boolean[] zeros(long start, long[] keys) {
    int first = Keys.place(keys, 0, false);
    boolean[] negative = new boolean[Keys.place(keys, 0, true) - first];
    int found = 0;
    for (int i = 0; i < from.length(); i++) {
      double value = element(from.array(), (int) (start + i * from.step()));
      if (value == 0) {
        negative[found++] = Double.doubleToRawLongBits(value) != 0;
      }
    }
    return negative;
  }

  private static double element(Object array, int at) {
    return array instanceof double[] doubles ? doubles[at] : ((float[]) array)[at];
  }

  private void restore(boolean[] negative, int first, int lane) {
    for (int i = 0; i < negative.length; i++) {
      int at = (int) (into.starts()[lane] + (first + i) * into.step());
      if (into.array() instanceof double[] doubles) {
        doubles[at] = negative[i] ? -0.0 : 0.0;
      } else {
        ((float[]) into.array())[at] = negative[i] ? -0.0f : 0.0f;
      }
    }
  }

  private void argsort(int lane, long[] keys, Workers each) {
    Keys.of(from.array(), from.starts()[lane], from.step(), keys);
    long[] target = (long[]) into.array();
    long at = into.starts()[lane];
    if (Keys.areShort(from.array())) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] = keys[i] << 32 | i;
      }
      LongSort.sort(keys, each);
      for (int i = 0; i < keys.length; i++) {
        target[(int) (at + i * into.step())] = keys[i] & 0xffffffffL;
      }
    } else {
      long[] sorted = keys.clone();
      LongSort.sort(sorted, each);
      int[] taken = new int[keys.length]; // of the run of equal keys that begins at an index
      for (int i = 0; i < keys.length; i++) {
        int first = Keys.place(sorted, keys[i], false);
        target[(int) (at + (first + taken[first]++) * into.step())] = i;
      }
    }
  }
}
