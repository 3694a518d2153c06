// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pi from random points in the unit square. A point is a function of the key and of its number, so
 * none is ever in memory: a thousand million of them take as little as ten.
 */
public final class MonteCarloPi {
  private MonteCarloPi() {}

  private static final Expression SHARE =
      Weft.compile("mean(uniform(keys[0], [n])**2 + uniform(keys[1], [n])**2 < 1)");

  /** The estimate and its standard error. */
  static Map<String, Tensor> estimate(long count, long seed) {
    Tensor keys = Weft.eval("split_key(key(seed))", Map.of("seed", seed));
    Tensor share = SHARE.call(Map.of("keys", keys, "n", count));

    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("pi_hat", Weft.eval("4 * share", Map.of("share", share)));
    results.put(
        "standard_error",
        Weft.eval("4 * sqrt(share * (1 - share) / n)", Map.of("share", share, "n", count)));
    return results;
  }

  public static void main(String[] args) {
    Samples.print(estimate(1_000_000, 42));
  }
}
