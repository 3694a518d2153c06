// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.IOException;
import java.util.Optional;

/** Somebody who does the work of the comparison. */
interface Side extends AutoCloseable {

  String name();

  /** Does it several times; nothing where this side has no such work. */
  Optional<Sample> run(Work work, int times) throws IOException;

  @Override
  void close();

  /**
   * Some runs.
   *
   * @param nanoseconds of one run, the work alone
   * @param check the sum of the results
   */
  record Sample(double nanoseconds, double check) {}
}
