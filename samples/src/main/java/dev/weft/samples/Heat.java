// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The heat equation on a square plate. Here the loop over time is in Java: every step writes into
 * the inner part of one of two plates, and nothing is allocated on the way.
 */
public final class Heat {
  private static final Expression STEP =
      Weft.compile(
          """
          mid = u[1:-1, 1:-1]
          mid + alpha * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4 * mid)
          """);

  private Heat() {}

  /** A plate of n x n cells after some steps, its mean, and the row below its hot edge. */
  static Map<String, Tensor> plate(int n, int steps, double alpha) {
    Tensor now = plate(n);
    Tensor next = plate(n);
    for (int k = 0; k < steps; k++) {
      STEP.callInto(inner(next), now, alpha);
      Tensor last = now;
      now = next;
      next = last;
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("u", now);
    results.put("mean_temperature", Weft.eval("mean(u)", Map.of("u", now)));
    results.put("below_edge", Weft.eval("u[1, 1:-1]", Map.of("u", now)));
    return results;
  }

  /** Cold but for its first row. */
  private static Tensor plate(int n) {
    return Weft.eval("u = zeros([n, n]); u[0, :] = 100.0; u", Map.of("n", n));
  }

  /** All but the edges; a view, so what is written to it is written to the plate. */
  private static Tensor inner(Tensor u) {
    long n = u.dim(0);
    return u.slice(new long[] {1, 1}, new long[] {n - 2, n - 2}, new long[] {1, 1});
  }

  public static void main(String[] args) {
    Samples.print(plate(32, 500, 0.2));
  }
}
