// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.event.Recorder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps the values used last. Thread-safe; a value may be made twice, and then one is dropped. */
final class BoundedCache<K, V> {
  private final String name;
  private final Map<K, V> values;

  /**
   * An empty cache.
   *
   * @param name what its keys are
   */
  BoundedCache(String name, int capacity) {
    this.name = name;
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  V get(K key, Function<K, V> make) {
    V known = peek(key);
    if (known != null) {
      return known;
    }
    Recorder.cacheMiss(name, () -> String.valueOf(key));
    V made = make.apply(key);
    synchronized (values) {
      V other = values.putIfAbsent(key, made);
      return other == null ? made : other;
    }
  }

  private V peek(K key) {
    synchronized (values) {
      return values.get(key);
    }
  }

  int size() {
    synchronized (values) {
      return values.size();
    }
  }
}
