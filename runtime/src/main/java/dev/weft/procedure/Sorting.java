// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;

/** Sorts the lanes of the last axis, or finds the order that would. */
final class Sorting {
  private final Lanes from;
  private final Lanes into;

  private Sorting(Tensor from, Tensor into) {
    this.from = Lanes.of(from);
    this.into = Lanes.of(into);
  }

  static void sort(Tensor from, Tensor into, Workers workers) {
    Sorting sorting = new Sorting(from, into);
    Lanes.share(sorting.from, workers, sorting::sort);
  }

  static void argsort(Tensor from, Tensor into, Workers workers) {
    Sorting sorting = new Sorting(from, into);
    Lanes.share(sorting.from, workers, sorting::argsort);
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
      double value = Keys.element(from.array(), (int) (start + i * from.step()));
      if (value == 0) {
        negative[found++] = Double.doubleToRawLongBits(value) != 0;
      }
    }
    return negative;
  }

  private void restore(boolean[] negative, int first, int lane) {
    for (int i = 0; i < negative.length; i++) {
      int at = (int) (into.starts()[lane] + (first + i) * into.step());
      Keys.setZero(into.array(), at, negative[i]);
    }
  }

  private void argsort(int lane, long[] keys, Workers each) {
    Keys.of(from.array(), from.starts()[lane], from.step(), keys);
    long[] order = Keys.areShort(from.array()) ? ofShort(keys, each) : Order.of(keys, each);
    long[] target = (long[]) into.array();
    long at = into.starts()[lane];
    for (int i = 0; i < order.length; i++) {
      target[(int) (at + i * into.step())] = order[i] & 0xffffffffL;
    }
  }

  /** Keys of 32 bits with their indices below them, sorted. */
  private static long[] ofShort(long[] keys, Workers each) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = keys[i] << 32 | i;
    }
    LongSort.sort(keys, each);
    return keys;
  }
}
