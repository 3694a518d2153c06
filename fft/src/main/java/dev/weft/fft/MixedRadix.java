// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A pass for each factor of the length, 4 before others. Rows change places between passes as in
 * Stockham's method, so that nothing is left to be sorted at the end.
 */
final class MixedRadix implements Transform {
  private final int length;
  private final int[] radices;
  private final Roots roots;

  /** As many as threads were at work at once. */
  private final Queue<Rows> idle = new ConcurrentLinkedQueue<>();

  MixedRadix(int length) {
    this.length = length;
    this.radices = radices(length);
    this.roots = new Roots(length);
  }

  private static int[] radices(int length) {
    List<Integer> radices = new ArrayList<>();
    int rest = length;
    while (rest % 4 == 0) {
      radices.add(4);
      rest /= 4;
    }
    for (int factor = 2; rest > 1; factor++) {
      while (rest % factor == 0) {
        radices.add(factor);
        rest /= factor;
      }
    }
    return radices.stream().mapToInt(Integer::intValue).toArray();
  }

  static int largestPrime(int length) {
    int largest = 1;
    int rest = length;
    for (int factor = 2; (long) factor * factor <= rest; factor++) {
      while (rest % factor == 0) {
        largest = factor;
        rest /= factor;
      }
    }
    return Math.max(largest, rest);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void run(Lines from, Lines into, Workers workers) {
    Rows rows = rows(from.lanes().count());
    rows.read(from);
    run(rows);
    rows.write(into);
    giveBack(rows);
  }

  /** Memory that is in a cache already, or new. */
  Rows rows(int lanes) {
    Rows rows = idle.poll();
    return rows != null && rows.lanes == lanes ? rows : new Rows(length, lanes);
  }

  void giveBack(Rows rows) {
    idle.offer(rows);
  }

  void run(Rows rows) {
    int done = 1;
    for (int radix : radices) {
      pass(rows, radix, done, length / done / radix);
      done *= radix;
    }
  }

  /** Of {@code done * radix * rest} rows, in groups that lie {@code done * rest} apart. */
  private void pass(Rows rows, int radix, int done, int rest) {
    double[][] nextRe = rows.nextRe;
    double[][] nextIm = rows.nextIm;
    Step step = new Step(radix, rows.lanes);
    for (int p = 0; p < rest; p++) {
      step.turnBy(roots, p * done);
      for (int q = 0; q < done; q++) {
        for (int k = 0; k < radix; k++) {
          int at = q + done * (p + rest * k);
          step.re[k] = rows.re[at];
          step.im[k] = rows.im[at];
        }
        step.run();
        for (int k = 0; k < radix; k++) {
          int at = q + done * (radix * p + k);
          nextRe[at] = step.re[k];
          nextIm[at] = step.im[k];
        }
      }
    }
    rows.exchange();
  }
}
