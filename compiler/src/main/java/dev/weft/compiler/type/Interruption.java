// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.type;

import java.util.concurrent.CancellationException;

/** Lets a long compile end when its thread is interrupted; a short one does not look. */
public final class Interruption {
  private static final int STEPS = 4096;

  private int steps;

  /**
   * One more step, about as long as it takes to make a node.
   *
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  public void poll() {
    if (++steps == STEPS) {
      steps = 0;
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while compiling");
      }
    }
  }
}
