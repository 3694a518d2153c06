// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** What was made for a length, kept for the lengths used last. */
final class Recent<T> {
  private static final int KEPT = 16;

  /** What is made for longer lines is large, and soon made beside the work on them. */
  private static final int LONGEST = 1 << 22;

  private final IntFunction<T> make;

  @SuppressWarnings("serial")
  private final Map<Integer, T> byLength =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, T> eldest) {
          return size() > KEPT;
        }
      };

  Recent(IntFunction<T> make) {
    this.make = make;
  }

  T get(int length) {
    synchronized (byLength) {
      T known = byLength.get(length);
      if (known != null) {
        return known;
      }
    }
    T made = make.apply(length);
    if (length <= LONGEST) {
      synchronized (byLength) {
        byLength.put(length, made);
      }
    }
    return made;
  }
}
