// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that share tasks with the caller.
 *
 * @param threads the most that work at once, the caller included
 * @param executor where the others come from
 */
public record Workers(int threads, Executor executor) {

  /** The calling thread alone. */
  public static final Workers ALONE = new Workers(1, Runnable::run);

  /** Runs tasks 0 to {@code tasks - 1}; a helper that comes late finds none left. */
  void run(int tasks, IntConsumer task) {
    if (threads == 1 || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    new Shared(tasks, task).run(Math.min(threads, tasks) - 1, executor);
  }

  private static final class Shared {
    private final int tasks;
    private final IntConsumer task;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    Shared(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
    }

    void run(int helpers, Executor executor) {
      for (int i = 0; i < helpers; i++) {
        try {
          executor.execute(this::work);
        } catch (RejectedExecutionException _) {
          break; // the caller does the work
        }
      }
      work();
      while (done.get() < tasks) {
        LockSupport.parkNanos(this, 100_000);
      }
      if (failure.get() != null) {
        throw failure.get();
      }
    }

    private void work() {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
        } finally {
          if (done.incrementAndGet() == tasks) {
            LockSupport.unpark(caller);
          }
        }
      }
    }
  }
}
