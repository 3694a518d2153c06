// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import dev.weft.tensor.Tensor;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** What everybody computes with; the peers fill their arrays by the same formulas. */
final class Data {
  private Data() {}

  /** The inputs of all works by name, over vectors of that many elements. */
  static Map<String, Object> of(int elements) {
    Tensor a = vector(elements, i -> 0.5 + i * 7919L % 10007 / 10007.0);
    Tensor b = vector(elements, i -> 0.5 + i * 104729L % 10009 / 10009.0);
    Tensor c = vector(elements, i -> 0.5 + i * 31L % 1009 / 1009.0);
    int m = (int) Math.sqrt(elements);
    int k = (int) Math.cbrt(elements + 0.5);
    return Map.of(
        "a",
        a,
        "b",
        b,
        "c",
        c,
        "A",
        first(a, m * m).reshape(m, m),
        "V",
        first(a, k * k * k).reshape(k, k, k),
        "row",
        first(b, m),
        "column",
        first(c, m).reshape(m, 1),
        "n",
        elements);
  }

  private static Tensor first(Tensor vector, long count) {
    return vector.slice(new long[] {0}, new long[] {count}, new long[] {1});
  }

  private static Tensor vector(int elements, IntToDoubleFunction value) {
    double[] values = new double[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return Tensor.of(values);
  }
}
