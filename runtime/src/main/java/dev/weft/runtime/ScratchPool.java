// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.event.Recorder;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays for intermediate results, kept from one run of a program to the next: new memory costs
 * more than the arithmetic on it. The JVM takes them all back when memory is short.
 */
final class ScratchPool {
  private static final int MOST_ARRAYS = 64;

  /** An array may be so many times as long as was asked for. */
  private static final long MOST_WASTE = 4;

  private SoftReference<List<Object>> idle = new SoftReference<>(null);

  /** An array of at least {@code count} elements, contents undefined. */
  Object take(DType dtype, long count) {
    Object known = find(dtype, count);
    Recorder.buffer(dtype.shortName(), count, known != null);
    return known == null ? Storage.allocate(dtype, count) : known;
  }

  private synchronized Object find(DType dtype, long count) {
    List<Object> arrays = idle.get();
    if (arrays == null) {
      return null;
    }
    int best = -1;
    for (int i = 0; i < arrays.size(); i++) {
      Object array = arrays.get(i);
      long length = Storage.length(array);
      if (Storage.fits(dtype, array)
          && length >= count
          && length / MOST_WASTE <= count
          && (best < 0 || length < Storage.length(arrays.get(best)))) {
        best = i;
      }
    }
    return best < 0 ? null : arrays.remove(best);
  }

  /** Gives an array back; beyond the limit the oldest goes. */
  synchronized void give(Object array) {
    List<Object> arrays = idle.get();
    if (arrays == null) {
      arrays = new ArrayList<>();
      idle = new SoftReference<>(arrays);
    }
    if (arrays.size() == MOST_ARRAYS) {
      arrays.removeFirst();
    }
    arrays.add(array);
  }
}
