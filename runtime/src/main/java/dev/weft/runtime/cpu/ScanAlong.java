// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.runtime.Frame;
import dev.weft.tensor.Storage;

/**
 * One scan after another, each over windows along the scanned axis. Where there are fewer scans
 * than threads, a task is a few blocks: their own results come first, then what the blocks before
 * came to, for which a task waits, is combined with them. Tasks are taken in order, so the one that
 * is waited for runs.
 */
final class ScanAlong extends ScanLaunch {
  /** Blocks of a task that shares a scan with others. */
  private static final int SHARED = 4;

  private static final int SPINS = 1_000;

  /** Where what came before a block is spread over a window. */
  private static final int SPREAD = SHARED * BLOCK;

  /** Where what came before each block of a task is kept, and what came before the next task. */
  private static final int BEFORE = SPREAD + BLOCK;

  private final long blocks;

  /** What the tasks so far came to, of the scan that is shared. */
  private final Object[] passed;

  /** How many tasks have added to it. */
  private volatile int passes;

  /** Tasks of a scan, or 0 where a task is {@link #rows} scans. */
  private long units;

  private long rows;

  ScanAlong(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
    this.blocks = (domain.reducedSize + BLOCK - 1) / BLOCK;
    this.passed =
        domain.code.accumulators().stream().map(dtype -> Storage.allocate(dtype, 1)).toArray();
  }

  @Override
  Worker newWorker(Workspace workspace) {
    return new Worker(domain, domain.reduced, BEFORE + SHARED + 1, workspace);
  }

  @Override
  int split(int threads) {
    long wanted = threads == 1 ? 1 : 4L * threads;
    if (domain.keptSize >= wanted || blocks <= SHARED) {
      long even = (domain.keptSize + wanted - 1) / wanted;
      units = 0;
      rows = Math.max(even, tuning.taskWork() / domain.reducedSize + 1);
      return Math.toIntExact((domain.keptSize + rows - 1) / rows);
    }
    units = (blocks + SHARED - 1) / SHARED;
    passes = 0;
    return Math.toIntExact(domain.keptSize * units);
  }

  @Override
  void task(Worker worker, int task) {
    if (units > 0) {
      start(worker, domain.kept, task / units);
      part(worker, task, task % units * SHARED);
      return;
    }
    long end = Math.min(domain.keptSize, (task + 1) * rows);
    for (long kept = task * rows; kept < end && !isStopped(); kept++) {
      start(worker, domain.kept, kept);
      whole(worker, kept);
    }
  }

  private int count(long block) {
    return (int) Math.min(BLOCK, domain.reducedSize - block * BLOCK);
  }

  private void scan(Worker worker, long kept, long block, int slot) {
    long at = block * BLOCK;
    read(worker, at, count(block));
    body().scan(worker.frame, kept * domain.reducedSize + at, count(block), slot);
    keepReducedFault(worker, kept, at);
  }

  /** A scan by one thread. */
  private void whole(Worker worker, long kept) {
    Frame frame = worker.frame;
    for (long block = 0; block < blocks && !isStopped(); block++) {
      int count = count(block);
      scan(worker, kept, block, 0);
      if (block > 0) {
        join(frame, 0, BEFORE, count);
      }
      copy(frame, count - 1, BEFORE, 1);
      write(worker, block * BLOCK, count, 0);
    }
  }

  /** Combines what came before, an accumulator element, with {@code count} results. */
  private void join(Frame frame, int results, int before, int count) {
    spread(frame, before, SPREAD, count);
    body().merge(frame, results, SPREAD, count);
  }

  /** A part of a scan that several threads share. */
  private void part(Worker worker, int task, long first) {
    Frame frame = worker.frame;
    int most = (int) Math.min(SHARED, blocks - first);
    for (int i = 0; i < most; i++) {
      scan(worker, task / units, first + i, i * BLOCK);
    }
    if (!waitFor(task)) {
      return;
    }
    pass(frame, first, most);
    passes = task + 1;
    for (int i = 0; i < most; i++) {
      int count = count(first + i);
      if (first + i > 0) {
        join(frame, i * BLOCK, BEFORE + i, count);
      }
      write(worker, (first + i) * BLOCK, count, i * BLOCK);
    }
  }

  /** False if the launch was stopped before the tasks before this one were done. */
  private boolean waitFor(int task) {
    for (int spins = 0; passes != task; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else if (isStopped()) {
        return false;
      } else {
        Thread.yield();
      }
    }
    return true;
  }

  /** Adds the ends of the blocks to what was passed on, and notes what came before each. */
  private void pass(Frame frame, long first, int most) {
    for (int c = 0; c < passed.length; c++) {
      System.arraycopy(passed[c], 0, frame.accumulators[c], BEFORE, 1);
    }
    for (int i = 0; i < most; i++) {
      copy(frame, i * BLOCK + count(first + i) - 1, BEFORE + i + 1, 1);
      if (first + i > 0) {
        body().merge(frame, BEFORE + i + 1, BEFORE + i, 1);
      }
    }
    for (int c = 0; c < passed.length; c++) {
      System.arraycopy(frame.accumulators[c], BEFORE + most, passed[c], 0, 1);
    }
  }
}
