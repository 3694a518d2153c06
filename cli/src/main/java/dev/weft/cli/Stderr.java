// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Standard error as the launcher hands it over: a pipe into a filter that drops the JVM's warning
 * about the incubator module.
 */
final class Stderr {
  /** The launcher's name for a file that ends when its filter has written everything. */
  private static final String FILTER_END = "WEFT_STDERR_END";

  private Stderr() {}

  /**
   * Closes standard error and waits until the filter has passed everything on, so that whoever
   * waits for this process finds all of it. Does nothing when there is no filter.
   */
  static void drain() {
    System.out.flush();
    String end = System.getenv(FILTER_END);
    if (end == null) {
      return;
    }
    System.err.close();
    try (InputStream filter = new FileInputStream(end)) {
      int ended = filter.read();
      assert ended < 0 : "the filter writes to standard error only";
    } catch (IOException e) {
      // Without the file there is nothing to wait for: the output may come late, but it comes.
      return;
    }
  }
}
