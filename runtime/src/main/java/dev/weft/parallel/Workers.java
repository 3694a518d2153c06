// SPDX-License-Identifier: Apache-2.0
package dev.weft.parallel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
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

  /**
   * Runs tasks 0 to {@code count - 1}, or until they are stopped. What a helper throws, errors
   * included, is thrown here.
   */
  public void run(int count, Tasks tasks) {
    if (threads > 1 && count > 1) {
      new SharedRun(tasks, count).run(Math.min(threads, count) - 1, executor);
    } else {
      for (int i = 0; i < count && !tasks.isStopped(); i++) {
        tasks.run(0, i);
      }
    }
  }

  /**
   * Runs tasks 0 to {@code count - 1}, all of them.
   *
   * @throws CancellationException if the caller is interrupted; its flag stays set
   */
  public void run(int count, IntConsumer task) {
    Interruptible tasks = new Interruptible(task);
    run(count, tasks);
    if (tasks.stopped) {
      throw new CancellationException("interrupted");
    }
  }

  private static final class Interruptible implements Tasks {
    private final IntConsumer task;
    private final Thread caller = Thread.currentThread();
    private volatile boolean stopped;

    Interruptible(IntConsumer task) {
      this.task = task;
    }

    @Override
    public void run(int worker, int number) {
      task.accept(number);
    }

    @Override
    public boolean isStopped() {
      if (!stopped && caller.isInterrupted()) {
        stopped = true;
      }
      return stopped;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }
}
