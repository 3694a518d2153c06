// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import java.util.Arrays;

/** Sorts longs: a long array in pieces on several threads, which are then merged. */
final class LongSort {
  /** Below this many, one thread is done before others have come. */
  private static final int PIECE = 1 << 15;

  private LongSort() {}

  static void sort(long[] keys, Workers workers) {
    int pieces = Integer.highestOneBit(Math.min(workers.threads() * 2, keys.length / PIECE));
    if (workers.threads() == 1 || pieces < 2) {
      Arrays.sort(keys);
      return;
    }
    workers.run(pieces, i -> Arrays.sort(keys, bound(keys, pieces, i), bound(keys, pieces, i + 1)));
    long[] from = keys;
    long[] into = new long[keys.length];
    for (int width = 1; width < pieces; width *= 2) {
      long[] source = from;
      long[] target = into;
      int half = width;
      workers.run(
          pieces / (2 * width),
          i ->
              merge(
                  source,
                  target,
                  bound(keys, pieces, 2 * half * i),
                  bound(keys, pieces, 2 * half * i + half),
                  bound(keys, pieces, 2 * half * (i + 1))));
      from = target;
      into = source;
    }
    if (from != keys) {
      System.arraycopy(from, 0, keys, 0, keys.length);
    }
  }

  private static int bound(long[] keys, int pieces, int piece) {
    return (int) ((long) keys.length * piece / pieces);
  }

  private static void merge(long[] from, long[] into, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesLeft = left < middle && (right >= end || from[left] <= from[right]);
      into[i] = takesLeft ? from[left++] : from[right++];
    }
  }
}
