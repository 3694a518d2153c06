// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * How a program is run. None of it changes the bits of a result.
 *
 * @param threads the most threads that work on one launch, the caller included
 * @param executor where the other threads come from
 * @param bodies which kernel bodies run
 * @param maxMemory the most bytes that a call may take for results and values in between; one that
 *     needs more is refused before it allocates any
 * @param remarks takes what the user may want to know of a run, such as an {@code out} that was not
 *     written in place
 * @param results where results go for which the caller gave no tensor
 */
public record RunOptions(
    int threads,
    Executor executor,
    Bodies bodies,
    long maxMemory,
    Consumer<Diagnostic> remarks,
    ResultMemory results) {

  /** All processors, by way of the common pool; vector bodies as soon as they are warm. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          ForkJoinPool.getCommonPoolParallelism() + 1,
          ForkJoinPool.commonPool(),
          Bodies.AUTO,
          Long.MAX_VALUE,
          _ -> {},
          ResultMemory.ARRAYS);

  /** Which kernel bodies run. */
  public enum Bodies {
    /** The scalar body until the vector body is warm. */
    AUTO,
    SCALAR,
    /** The vector body, cold or warm, where there is one that can be loaded. */
    VECTOR
  }

  public RunOptions {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    if (maxMemory < 0) {
      throw new IllegalArgumentException(maxMemory + " bytes");
    }
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(bodies, "bodies");
    Objects.requireNonNull(remarks, "remarks");
    Objects.requireNonNull(results, "results");
  }

  public RunOptions withThreads(int count) {
    return new RunOptions(count, executor, bodies, maxMemory, remarks, results);
  }

  public RunOptions withExecutor(Executor other) {
    return new RunOptions(threads, other, bodies, maxMemory, remarks, results);
  }

  public RunOptions withBodies(Bodies other) {
    return new RunOptions(threads, executor, other, maxMemory, remarks, results);
  }

  public RunOptions withMaxMemory(long bytes) {
    return new RunOptions(threads, executor, bodies, bytes, remarks, results);
  }

  public RunOptions withRemarks(Consumer<Diagnostic> other) {
    return new RunOptions(threads, executor, bodies, maxMemory, other, results);
  }

  public RunOptions withResults(ResultMemory other) {
    return new RunOptions(threads, executor, bodies, maxMemory, remarks, other);
  }
}
