// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reusable memory of one run, by storage number. One number mostly stands for one array; in a
 * loop it stands for two or more, since what a loop carries must not be overwritten by the next
 * round: an array that a carried slot holds is passed over.
 */
final class Buffers {
  private final ScratchPool pool;
  private final Slots slots;
  private final List<List<Object>> arrays = new ArrayList<>();

  /** Slots that carry values round loops; the first {@code held} count. */
  private int[] carried = new int[8];

  private int held;

  Buffers(ScratchPool pool, Slots slots) {
    this.pool = pool;
    this.slots = slots;
  }

  /** An array for a storage number that no loop carries. */
  Object take(int storage, DType dtype, long count) {
    while (arrays.size() <= storage) {
      arrays.add(new ArrayList<>());
    }
    List<Object> known = arrays.get(storage);
    for (int i = known.size() - 1; i >= 0; i--) {
      Object array = known.get(i);
      if (isCarried(array)) {
        continue;
      }
      if (Storage.fits(dtype, array) && Storage.length(array) >= count) {
        return array;
      }
      pool.give(known.remove(i));
    }
    Object array = pool.take(dtype, count);
    known.add(array);
    return array;
  }

  private boolean isCarried(Object array) {
    for (int i = 0; i < held; i++) {
      if (slots.arrays[carried[i]] == array) {
        return true;
      }
    }
    return false;
  }

  /** Values are carried round a loop in these slots, and stay there when it ends. */
  void hold(int[] current) {
    for (int slot : current) {
      if (!holds(slot)) {
        carried = held < carried.length ? carried : Arrays.copyOf(carried, 2 * held);
        carried[held++] = slot;
      }
    }
  }

  private boolean holds(int slot) {
    for (int i = 0; i < held; i++) {
      if (carried[i] == slot) {
        return true;
      }
    }
    return false;
  }

  /** Lets an array leave with the results of the run. */
  void forget(Object array) {
    for (int i = 0; i < arrays.size(); i++) {
      List<Object> list = arrays.get(i);
      for (int j = list.size() - 1; j >= 0; j--) {
        if (list.get(j) == array) {
          list.remove(j);
        }
      }
    }
  }

  /** Gives everything back to the pool. */
  void clear() {
    held = 0;
    for (int i = 0; i < arrays.size(); i++) {
      List<Object> list = arrays.get(i);
      while (!list.isEmpty()) {
        pool.give(list.removeLast());
      }
    }
  }
}
