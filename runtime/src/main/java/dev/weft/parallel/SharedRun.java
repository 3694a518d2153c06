// SPDX-License-Identifier: Apache-2.0
package dev.weft.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Tasks shared between the calling thread and helpers. The caller takes tasks as well and waits
 * only for tasks that have been taken, so nothing hangs if helpers come late or never; a late one
 * finds no task left and touches nothing.
 */
final class SharedRun implements Runnable {
  private static final int SPINS = 2_000;

  private final Tasks tasks;
  private final int count;
  private final Thread caller = Thread.currentThread();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger helpers = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  SharedRun(Tasks tasks, int count) {
    this.tasks = tasks;
    this.count = count;
  }

  /** Runs all tasks with at most {@code most} helpers from {@code executor}. */
  void run(int most, Executor executor) {
    for (int i = 0; i < most; i++) {
      try {
        executor.execute(this);
      } catch (RejectedExecutionException _) {
        break; // the caller does the work
      }
    }
    int first = next.getAndIncrement();
    if (first < count) {
      work(0, first);
    }
    await();
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  /** A helper's part. */
  @Override
  public void run() {
    int first = next.getAndIncrement();
    if (first < count) {
      work(helpers.incrementAndGet(), first);
    }
  }

  private void work(int number, int first) {
    for (int task = first; task < count; task = next.getAndIncrement()) {
      try {
        if (!tasks.isStopped()) {
          tasks.run(number, task);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        tasks.stop();
      } finally {
        if (done.incrementAndGet() == count) {
          LockSupport.unpark(caller);
        }
      }
    }
  }

  private void await() {
    for (int i = 0; i < SPINS && done.get() < count; i++) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    while (done.get() < count) {
      LockSupport.park(this);
      if (Thread.interrupted()) { // a set flag would make park return at once
        interrupted = true;
        tasks.stop();
      }
    }
    if (interrupted) {
      caller.interrupt();
    }
  }
}
