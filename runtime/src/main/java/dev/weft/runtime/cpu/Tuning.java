// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

/**
 * Where the launch code changes its ways. None of it changes a bit.
 *
 * @param parallelWork elements from which a launch is shared between threads
 * @param taskWork the least elements of a task of a shared launch
 * @param longestTask the most elements of a task: how often an interrupt is noticed
 * @param shortRow rows of which all operands hold fewer elements together are packed, several to a
 *     window
 * @param column width of the column blocks in which transposed operands are walked
 * @param form how folds run
 * @param outerGroup the most results side by side in the outer form of a fold
 * @param warmWork elements a kernel has to see before its vector body is warmed
 * @param patience nanoseconds that warming goes on although many calls have not made it clean
 */
record Tuning(
    long parallelWork,
    long taskWork,
    long longestTask,
    long shortRow,
    long column,
    Form form,
    int outerGroup,
    long warmWork,
    long patience) {

  static final Tuning DEFAULT =
      new Tuning(32_768, 16_384, 1 << 18, 64, 256, Form.CHEAPER, 4_096, 200_000, 3_000_000_000L);

  /** How a fold runs. Both ways give the same bits. */
  enum Form {
    /** Whichever costs less for the shape and layout at hand. */
    CHEAPER,
    /** One result after another, each over windows along the reduced axes. */
    INNER,
    /** Many results side by side, over windows along the kept axes. */
    OUTER
  }
}
