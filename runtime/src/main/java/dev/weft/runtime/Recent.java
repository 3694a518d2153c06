// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/**
 * The values of the keys met last, compared by identity. Layouts come again as the same objects,
 * and there are few: one, or in a loop that of the first round and those of the others.
 */
final class Recent<K, V> {
  private static final int MOST = 4;

  private final Object[] keys = new Object[MOST];
  private final Object[] values = new Object[MOST];
  private int next;

  /** The value of a key, or null. */
  @SuppressWarnings("unchecked") // only put() fills the arrays
  V get(K key) {
    for (int i = 0; i < MOST; i++) {
      if (keys[i] == key) {
        return (V) values[i];
      }
    }
    return null;
  }

  void put(K key, V value) {
    keys[next] = key;
    values[next] = value;
    next = (next + 1) % MOST;
  }
}
