// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import java.util.Arrays;

/**
 * The order of keys of 64 bits: the upper halves are sorted with the indices below them, and where
 * several are equal their lower halves are.
 */
final class Order {
  private static final long UPPER = 0xffffffffL << 32;

  /** Sorted elements that one task looks through. */
  private static final int PIECE = 1 << 15;

  private final long[] keys;
  private final long[] sorted;
  private final long[] order;
  private final Workers workers;

  private Order(long[] keys, Workers workers) {
    this.keys = keys;
    this.sorted = new long[keys.length];
    this.order = new long[keys.length];
    this.workers = workers;
  }

  /** Longs whose lower halves are the indices that sort the keys, stably. */
  static long[] of(long[] keys, Workers workers) {
    return new Order(keys, workers).run();
  }

  private long[] run() {
    for (int i = 0; i < keys.length; i++) {
      sorted[i] = keys[i] & UPPER | i;
    }
    LongSort.sort(sorted, workers);
    if (ends(0) == keys.length) {
      settle(0, keys.length, workers); // all of one: threads work on it together
    } else {
      workers.run((keys.length + PIECE - 1) / PIECE, this::piece);
    }
    return order;
  }

  /** Where the run of equal upper halves ends that begins at a place. */
  private int ends(int start) {
    int end = start + 1;
    while (end < sorted.length && (sorted[end] ^ sorted[start]) >>> 32 == 0) {
      end++;
    }
    return end;
  }

  /** The runs that begin in a piece. */
  private void piece(int piece) {
    int start = piece * PIECE;
    int stop = Math.min(sorted.length, start + PIECE);
    if (start > 0 && (sorted[start] ^ sorted[start - 1]) >>> 32 == 0) {
      start = ends(start);
    }
    while (start < stop) {
      int end = ends(start);
      if (end == start + 1) {
        order[start] = sorted[start];
      } else {
        settle(start, end, Workers.ALONE);
      }
      start = end;
    }
  }

  private void settle(int start, int end, Workers each) {
    long[] run = Arrays.copyOfRange(sorted, start, end);
    for (int i = 0; i < run.length; i++) {
      int index = (int) run[i];
      run[i] = keys[index] << 32 ^ Long.MIN_VALUE | index;
    }
    LongSort.sort(run, each);
    System.arraycopy(run, 0, order, start, run.length);
  }
}
