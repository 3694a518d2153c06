// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.parallel.Workers;

/**
 * A line as a matrix of {@code rows} by {@code columns}: transforms of its columns, a turn of every
 * element, transforms of its rows. Both have many lines side by side, and threads share them out.
 */
final class FourStep implements Transform {
  /** Numbers that a thread has in hand at once. */
  private static final int BLOCK = 1 << 14;

  private static final int SHORT = 48;
  private static final int LANES = 16;

  private final int length;
  private final MixedRadix first;
  private final MixedRadix second;
  private final Roots roots;

  FourStep(int length) {
    this.length = length;
    int rows = rows(length);
    this.first = new MixedRadix(rows);
    this.second = new MixedRadix(length / rows);
    this.roots = new Roots(length);
  }

  static boolean suits(int length) {
    return length >= SHORT && rows(length) >= 4;
  }

  /** The largest factor that is not above the square root. */
  private static int rows(int length) {
    int rows = (int) Math.sqrt(length);
    while (length % rows != 0) {
      rows--;
    }
    return rows;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void run(Lines from, Lines into, Workers workers) {
    int rows = first.length();
    int columns = second.length();
    int lanes = from.lanes().count();
    // Element j of the row k stands at (j, k): its column is a line of the second step.
    Lines between = Lines.dense(length, lanes);
    int wide = width(rows, lanes);
    workers.run(
        pieces(columns, wide),
        task -> {
          int start = task * wide;
          int count = Math.min(wide, columns - start);
          Rows block = first.rows(count * lanes);
          block.read(from.columns(start, count, columns));
          first.run(block);
          turn(block, start, lanes);
          block.write(between.rows(start, count, rows));
          first.giveBack(block);
        });
    int high = width(columns, lanes);
    workers.run(
        pieces(rows, high),
        task -> {
          int start = task * high;
          int count = Math.min(high, rows - start);
          Rows block = second.rows(count * lanes);
          block.read(between.columns(start, count, rows));
          second.run(block);
          block.write(into.columns(start, count, rows));
          second.giveBack(block);
        });
  }

  private static int pieces(int count, int width) {
    return (count + width - 1) / width;
  }

  private static int width(int length, int lanes) {
    return Math.max(1, Math.max(LANES, BLOCK / length) / lanes);
  }

  private void turn(Rows block, int start, int lanes) {
    double[] re = new double[block.lanes];
    double[] im = new double[block.lanes];
    for (int k = 1; k < block.re.length; k++) {
      roots.fill(k * start, k, lanes, re, im);
      Butterflies.turn(block.re[k], block.im[k], re, im);
    }
  }
}
