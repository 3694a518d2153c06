// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Work on a thread of its own that is interrupted after a while and must end then. Time is that of
 * the processor: a busy machine is no hang.
 */
final class Watched {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long POLL_MILLIS = 100;
  private static final double INTERRUPTED_SECONDS = 2;
  private static final double HUNG_SECONDS = 20;

  /** Where threads wait for one another, which takes no processor's time. */
  private static final double STUCK_SECONDS = 120;

  private Watched() {}

  /** The work's result, or nothing where it does not end; {@code hang} then gets the stack. */
  static <T> Optional<T> run(Supplier<T> work, StringBuilder hang) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().daemon().unstarted(() -> complete(result, work));
    thread.start();
    long start = System.nanoTime();
    while (true) {
      try {
        return Optional.of(result.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        double busy = THREADS.getThreadCpuTime(thread.threadId()) * 1e-9;
        double waited = (System.nanoTime() - start) * 1e-9;
        if (busy > HUNG_SECONDS || waited > STUCK_SECONDS) {
          hang.append(stack(thread));
          return Optional.empty();
        }
        if (busy > INTERRUPTED_SECONDS || waited > STUCK_SECONDS / 2) {
          thread.interrupt();
        }
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static String stack(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .limit(30)
        .map(frame -> "  at " + frame)
        .collect(Collectors.joining("\n"));
  }
}
