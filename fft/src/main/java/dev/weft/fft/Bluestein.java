// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.parallel.Workers;

/**
 * Any length n, as a convolution of a length that has small factors: {@code j k} is half of {@code
 * j j + k k - (k - j)(k - j)}.
 */
final class Bluestein implements Transform {
  /** Numbers in hand at once. */
  private static final int BLOCK = 1 << 11;

  private final int length;
  private final Transform inner;

  /** {@code exp(-pi i j j / n)}. */
  private final double[] re;

  private final double[] im;

  /** The transform of the conjugate of that, at j and -j, over the inner length. */
  private final double[] filterRe;

  private final double[] filterIm;

  Bluestein(int length) {
    this.length = length;
    this.inner = Transform.of(smooth(2L * length - 1));
    this.re = new double[length];
    this.im = new double[length];
    Lines filter = Lines.dense(inner.length(), 1);
    for (int j = 0; j < length; j++) {
      double[] root = Roots.root((long) j * j % (2L * length), 2L * length);
      re[j] = root[0];
      im[j] = root[1];
      int mirror = j == 0 ? 0 : inner.length() - j;
      set(filter, j, re[j] / inner.length(), -im[j] / inner.length());
      set(filter, mirror, re[j] / inner.length(), -im[j] / inner.length());
    }
    inner.run(filter, filter, Workers.ALONE);
    this.filterRe = (double[]) filter.re().array();
    this.filterIm = (double[]) filter.im().array();
  }

  private static void set(Lines lines, int at, double re, double im) {
    lines.re().set(at, re);
    lines.im().set(at, im);
  }

  /** The least product of 2, 3 and 5 that is not below. */
  private static int smooth(long least) {
    long best = Long.MAX_VALUE;
    for (long five = 1; five < 2 * least; five *= 5) {
      for (long three = five; three < 2 * least; three *= 3) {
        long size = three;
        while (size < least) {
          size *= 2;
        }
        best = Math.min(best, size);
      }
    }
    return Math.toIntExact(best);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void run(Lines from, Lines into, Workers workers) {
    Lines padded = Lines.dense(inner.length(), from.lanes().count());
    turn(length, from, padded, re, im);
    inner.run(padded, padded, workers);
    turn(inner.length(), padded, padded, filterRe, filterIm);
    inner.run(padded.exchanged(), padded.exchanged(), workers);
    turn(length, padded, into, re, im);
  }

  /** Elements times numbers. */
  private static void turn(int length, Lines from, Lines into, double[] re, double[] im) {
    int lanes = from.lanes().count();
    int most = Math.max(1, BLOCK / lanes);
    for (int k = 0; k < length; k += most) {
      int count = Math.min(most, length - k);
      Rows row = new Rows(1, count * lanes);
      Rows turns = new Rows(1, count * lanes);
      for (int i = 0; i < count * lanes; i++) {
        turns.re[0][i] = re[k + i / lanes];
        turns.im[0][i] = im[k + i / lanes];
      }
      row.read(from.run(k, count, false));
      Butterflies.turn(row.re[0], row.im[0], turns.re[0], turns.im[0]);
      row.write(into.run(k, count, false));
    }
  }
}
