// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.runtime.RunOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How expressions are compiled and run. None of it changes the bits of a result.
 *
 * @param threads the most threads that work on one call, the caller included; at least 1
 * @param executor where the other threads come from
 * @param bodies which compiled bodies run: vector code as soon as it is warm, or one kind only
 * @param limits what texts and calls may cost
 */
public record Options(int threads, Executor executor, RunOptions.Bodies bodies, Limits limits) {

  /** All processors, on the common pool; vector code as soon as it is warm. */
  public static final Options DEFAULT =
      new Options(
          RunOptions.DEFAULT.threads(),
          ForkJoinPool.commonPool(),
          RunOptions.Bodies.AUTO,
          Limits.DEFAULT);

  public Options {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }

  public Options withThreads(int count) {
    return new Options(count, executor, bodies, limits);
  }

  public Options withExecutor(Executor other) {
    return new Options(threads, other, bodies, limits);
  }

  public Options withBodies(RunOptions.Bodies other) {
    return new Options(threads, executor, other, limits);
  }

  public Options withLimits(Limits other) {
    return new Options(threads, executor, bodies, other);
  }
}
