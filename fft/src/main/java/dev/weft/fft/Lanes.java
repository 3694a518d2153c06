// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

/**
 * Where the lines that are transformed side by side lie: two loops of places, the inner ones next.
 */
record Lanes(int outer, int outerStep, int inner, int innerStep) {

  static Lanes of(int count, int step) {
    return new Lanes(1, 0, count, step);
  }

  int count() {
    return outer * inner;
  }

  int start(int lane) {
    return outer == 1 ? lane * innerStep : lane / inner * outerStep + lane % inner * innerStep;
  }

  /** For each of {@code steps} places of another loop, all of these, which are one loop. */
  Lanes within(int steps, int step) {
    boolean adjacent = step == inner * innerStep;
    return inner == 1
        ? of(steps, step)
        : adjacent ? of(steps * inner, innerStep) : new Lanes(steps, step, inner, innerStep);
  }
}
