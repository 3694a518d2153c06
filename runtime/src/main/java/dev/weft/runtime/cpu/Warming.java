// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import com.sun.management.ThreadMXBean;
import dev.weft.diagnostic.Wording;
import dev.weft.program.KernelCode;
import dev.weft.runtime.KernelBody;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Calls a vector body on short windows of made-up data until HotSpot has compiled it. Code that is
 * not compiled, or that the compiler gave up on, allocates an object per vector; so a body is warm
 * when its calls allocate no more than the scalar body's. Runs in short slices on the common pool,
 * to leave it to others in between.
 */
final class Warming implements Runnable {
  private static final long SLICE_NANOS = 2_000_000;

  /** Between slices: a task that went straight back would keep a worker from all others. */
  private static final long PAUSE_MICROS = 100;

  private static final long MOST_NANOS = 30_000_000_000L;
  private static final int CALLS_PER_ROUND = 64;
  private static final int LEAST_CALLS = 3_000;

  /** More than any method needs to be compiled. */
  private static final int MANY_CALLS = 20_000;

  /** So many rounds in a row without garbage are no accident. */
  private static final int STEADY_ROUNDS = 8;

  private final CpuKernel kernel;
  private final long patience;
  private SyntheticCalls calls;
  private SyntheticCalls scalarCalls;
  private ThreadMXBean threads;
  private long spent;
  private int made;
  private int steady;

  /** Bytes that vectors alone allocated in the last round. */
  private long garbage;

  Warming(CpuKernel kernel, long patience) {
    this.kernel = kernel;
    this.patience = patience;
  }

  void submit() {
    if (ForkJoinPool.getCommonPoolParallelism() > 0) {
      CompletableFuture.delayedExecutor(PAUSE_MICROS, TimeUnit.MICROSECONDS).execute(this);
    } else {
      Thread.ofPlatform().daemon().name("weft warming").start(this);
    }
  }

  @Override
  public void run() {
    try {
      if (calls == null) {
        KernelBody body = kernel.vector();
        KernelCode code = kernel.code();
        calls = new SyntheticCalls(code, body);
        scalarCalls = new SyntheticCalls(code, kernel.scalar());
        threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      }
      slice();
    } catch (RuntimeException | LinkageError e) {
      kernel.notWarmed("its vector body failed while it was warmed: " + e);
    }
  }

  private void slice() {
    long start = System.nanoTime();
    long end = start + SLICE_NANOS;
    while (System.nanoTime() < end) {
      round();
      if (steady >= STEADY_ROUNDS && made >= LEAST_CALLS) {
        kernel.warmed(made);
        return;
      }
    }
    spent += System.nanoTime() - start;
    if (spent > MOST_NANOS || (made > MANY_CALLS && spent > patience)) {
      kernel.notWarmed(
          Wording.of(
              "its vector body still allocates %d bytes a call after %d calls",
              garbage / CALLS_PER_ROUND, made));
    } else {
      submit();
    }
  }

  private void round() {
    garbage = allocated(calls);
    if (garbage > 0) {
      garbage -= allocated(scalarCalls); // of routines that both call
    }
    made += CALLS_PER_ROUND;
    steady = garbage <= 0 ? steady + 1 : 0;
  }

  private long allocated(SyntheticCalls side) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS_PER_ROUND; i++) {
      side.call(made + i);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
