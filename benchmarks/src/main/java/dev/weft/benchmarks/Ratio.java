// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Times of two sides, measured in turn.
 *
 * @param own nanoseconds of Weft's runs
 * @param other nanoseconds of the peer's, in the same rounds
 */
record Ratio(double[] own, double[] other) {

  double ownMedian() {
    return median(own);
  }

  /** Half of the rounds lie between the last two numbers. */
  @Override
  public String toString() {
    double[] ratios = new double[own.length];
    Arrays.setAll(ratios, i -> own[i] / other[i]);
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%s (%s-%s)",
        text(median(ratios)),
        text(ratios[ratios.length / 4]),
        text(ratios[ratios.length * 3 / 4]));
  }

  private static String text(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : "%.2f", ratio);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
