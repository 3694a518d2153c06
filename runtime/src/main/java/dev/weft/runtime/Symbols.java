// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Dim;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The values of a program's sizes in one call. */
final class Symbols {
  private final ToLongFunction<String> lookup;

  Symbols(Map<String, Long> values) {
    this.lookup =
        name -> {
          Long value = values.get(name);
          if (value == null) {
            throw new IllegalArgumentException("the program gives no value to size " + name);
          }
          return value;
        };
  }

  long value(Dim dim) {
    return dim.evaluate(lookup);
  }

  long[] values(List<Dim> dims) {
    long[] values = new long[dims.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(dims.get(i));
    }
    return values;
  }
}
