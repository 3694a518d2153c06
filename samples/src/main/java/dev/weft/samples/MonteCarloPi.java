// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Pi from random points in the unit square. Java draws the points, Weft counts them. */
public final class MonteCarloPi {
  private MonteCarloPi() {}

  /** The points of {@code points.npy} when asked for 10,000: first all x, then all y. */
  static double[][] points(int count) {
    Random random = new Random(42);
    double[][] points = new double[2][count];
    for (double[] axis : points) {
      for (int i = 0; i < count; i++) {
        axis[i] = random.nextDouble();
      }
    }
    return points;
  }

  /** The estimate and its standard error. */
  static Map<String, Tensor> estimate(double[][] points) {
    Tensor share = Weft.eval("mean(x*x + y*y < 1)", Map.of("x", points[0], "y", points[1]));

    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("pi_hat", Weft.eval("4 * share", Map.of("share", share)));
    results.put(
        "standard_error",
        Weft.eval(
            "4 * sqrt(share * (1 - share) / n)", Map.of("share", share, "n", points[0].length)));
    return results;
  }

  public static void main(String[] args) {
    Samples.print(estimate(points(10_000)));
  }
}
