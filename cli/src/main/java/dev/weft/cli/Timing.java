// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.diagnostic.Wording;
import java.util.concurrent.CancellationException;

/** How long a program takes: once from scratch, then again and again. */
final class Timing {
  private static final long ENOUGH = 1_000_000_000L;
  private static final int MOST = 100_000;

  private Timing() {}

  /**
   * Calls a program for about a second.
   *
   * @throws CancellationException if the thread is interrupted
   */
  static String of(Session session, Session.Prepared prepared) {
    long start = System.nanoTime();
    session.run(prepared);
    long first = System.nanoTime() - start;
    long best = Long.MAX_VALUE;
    int calls = 0;
    long end = System.nanoTime() + ENOUGH;
    for (long now = 0; calls == 0 || now < end && calls < MOST; calls++) {
      if (Thread.interrupted()) {
        throw new CancellationException();
      }
      long from = System.nanoTime();
      session.run(prepared);
      now = System.nanoTime();
      best = Math.min(best, now - from);
    }
    return Wording.of(
        "%s per call, best of %,d; the first, with compiling, took %s",
        duration(best), calls, duration(first));
  }

  private static String duration(long nanos) {
    if (nanos < 1_000_000L) {
      return Wording.of("%.3g us", nanos / 1e3);
    }
    return nanos < 1_000_000_000L
        ? Wording.of("%.3g ms", nanos / 1e6)
        : Wording.of("%.3g s", nanos / 1e9);
  }
}
