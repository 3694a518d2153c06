// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.tensor.Layout;

/** A way to run the loops of a fold. */
sealed interface FoldForm permits InnerFold, OuterFold {

  /** Per FULL parameter its layout along the axes that windows run along. */
  Layout[] layouts();

  /** How many accumulator elements a worker needs. */
  int slots();

  /** The most results that are reduced together. */
  int group();

  /** So many results in a group are best: with fewer, memory is read in short pieces. */
  int wideGroup();

  /** The accumulator slot in which the results of a group start. */
  int results();

  /**
   * Reduces blocks {@code firstBlock .. firstBlock + blocks - 1} of {@code count} results, which
   * start at position {@code from} of the kept domain.
   */
  void reduce(FoldLaunch launch, Worker worker, long from, int count, long firstBlock, long blocks);
}
