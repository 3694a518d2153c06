// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Frame;

/**
 * Many scans side by side, over windows along the kept axes: for each place along the scanned axis
 * a row of elements, whose results are written before the next row comes. A task is a group of
 * neighbouring scans.
 */
final class ScanAcross extends ScanLaunch {
  /** Scans side by side that are not divided between threads. */
  private static final int NARROW = 256;

  private final int most;
  private final long row;

  /** Places in the accumulators: of the present group of rows, of the groups, of the blocks. */
  private final int beforeGroup;

  private final int beforeBlock;
  private final int results;

  private int group;

  ScanAcross(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
    long neighbours = domain.keptRow();
    this.most = (int) Math.min(domain.keptSize, tuning.outerGroup());
    this.row = neighbours < tuning.shortRow() ? domain.keptSize : neighbours;
    this.beforeGroup = most;
    this.beforeBlock = 2 * most;
    this.results = 3 * most;
  }

  @Override
  Worker newWorker(Workspace workspace) {
    return new Worker(domain, domain.kept, 3 * most + BLOCK, workspace);
  }

  @Override
  int split(int threads) {
    long wanted = threads == 1 ? 1 : 4L * threads;
    long even = (domain.keptSize + wanted - 1) / wanted;
    long largest = Math.min(most, Math.max(even, NARROW));
    long tasks = (domain.keptSize + largest - 1) / largest;
    group = (int) ((domain.keptSize + tasks - 1) / tasks);
    return Math.toIntExact((domain.keptSize + group - 1) / group);
  }

  @Override
  void task(Worker worker, int task) {
    long from = (long) task * group;
    int count = (int) Math.min(group, domain.keptSize - from);
    for (long r = 0; r < domain.reducedSize && !isStopped(); r++) {
      start(worker, domain.reduced, r);
      row(worker, r, from, count);
    }
  }

  private void row(Worker worker, long r, long from, int count) {
    for (int done = 0; done < count; ) {
      long kept = from + done;
      int width = (int) Math.min(Math.min(BLOCK, count - done), row - kept % row);
      window(worker, r, kept, done, width);
      done += width;
    }
  }

  private void window(Worker worker, long r, long kept, int slot, int count) {
    Frame frame = worker.frame;
    int inGroup = (int) (r % KernelCode.SCAN_GROUP);
    int inBlock = (int) (r % BLOCK);
    read(worker, kept, count);
    body().foldRow(frame, kept * domain.reducedSize + r, count, slot, inGroup == 0);
    keepFault(worker, kept, r);
    copy(frame, slot, results, count);
    if (inBlock >= KernelCode.SCAN_GROUP) {
      body().merge(frame, results, beforeGroup + slot, count);
    }
    if (inGroup == KernelCode.SCAN_GROUP - 1) {
      copy(frame, results, beforeGroup + slot, count);
    }
    if (r >= BLOCK) {
      body().merge(frame, results, beforeBlock + slot, count);
    }
    if (inBlock == BLOCK - 1) {
      copy(frame, results, beforeBlock + slot, count);
    }
    write(worker, kept, count, results);
  }
}
