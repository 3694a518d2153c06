// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.IOException;

/** Somebody who does the work of the comparison. */
interface Side extends AutoCloseable {

  String name();

  Sample run(Work work) throws IOException;

  /** Whether it runs as it will run from now on. */
  default boolean isWarm(Work work) {
    return true;
  }

  @Override
  void close();

  /**
   * One run.
   *
   * @param nanoseconds of the work alone
   * @param check the sum of the result
   */
  record Sample(double nanoseconds, double check) {}
}
