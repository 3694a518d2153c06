// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Dim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a program's sizes in one call. */
final class Symbols {
  private final Map<String, Long> values;

  Symbols(Map<String, Long> values) {
    this.values = Map.copyOf(values);
  }

  /** These and one more. */
  Symbols with(String symbol, long value) {
    Map<String, Long> more = new HashMap<>(values);
    more.put(symbol, value);
    return new Symbols(more);
  }

  /** True where a size has a value by now. */
  boolean know(Dim dim) {
    return dim.isConstant() || values.keySet().containsAll(dim.symbols());
  }

  private long lookup(String name) {
    Long value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the program gives no value to size " + name);
    }
    return value;
  }

  long value(Dim dim) {
    return dim.evaluate(this::lookup);
  }

  long[] values(List<Dim> dims) {
    long[] values = new long[dims.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(dims.get(i));
    }
    return values;
  }
}
