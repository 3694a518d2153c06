// SPDX-License-Identifier: Apache-2.0
package dev.weft.parallel;

/** Numbered tasks that any thread may take, in any order. */
public interface Tasks {

  /**
   * Does one task.
   *
   * @param worker the number of the thread within this run; the caller is 0
   */
  void run(int worker, int task);

  /** True if those who have not begun need not begin; polled before every task. */
  boolean isStopped();

  /** Asks all threads to end early; called after a failure and when the caller is interrupted. */
  void stop();
}
