// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;

/**
 * Where the launch code changes its ways. None of it changes a bit.
 *
 * @param parallelWork elements of few operations from which a launch is shared between threads
 * @param taskWork the least such elements of a task of a shared launch
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

  /** Operations that cost no time of their own beside the loads and stores of an element. */
  private static final int FREE_OPERATIONS = 6;

  /** Tasks of fewer elements are all overhead, whatever is computed. */
  private static final long LEAST_TASK = KernelCode.BLOCK;

  /** For elements of so many operations: what takes longer is shared sooner. */
  Tuning of(int operations) {
    long weight = Math.max(operations / FREE_OPERATIONS, 1);
    long least = Math.min(LEAST_TASK, taskWork);
    return new Tuning(
        Math.max(parallelWork / weight, Math.min(parallelWork, 2 * least)),
        Math.max(taskWork / weight, least),
        longestTask,
        shortRow,
        column,
        form,
        outerGroup,
        warmWork,
        patience);
  }

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
