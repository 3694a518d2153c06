// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Frame;

/** Drives {@code run} over windows of the kept domain. */
final class MapLaunch extends CpuLaunch {
  /** Per parameter that is read or written in windows: its number. */
  private final int[] windowed;

  private final int[] written;

  /** The longest window. */
  private final long limit;

  /** Windows end where a row of this length ends. */
  private final long row;

  private long taskSize;

  MapLaunch(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
    this.windowed = Parameters.windowed(domain.code);
    this.written = Parameters.written(domain.code);
    long neighbours = domain.keptRow();
    long block = KernelCode.BLOCK;
    boolean single = neighbours >= domain.keptSize;
    boolean shortRows = !single && neighbours < tuning.shortRow();
    boolean free = domain.isDirect() && domain.code.launch() == KernelCode.Launch.MAP;
    this.row = single || shortRows ? domain.keptSize : neighbours;
    this.limit = shortRows ? block / neighbours * neighbours : free ? tuning.longestTask() : block;
  }

  @Override
  Worker newWorker(Workspace workspace) {
    return new Worker(domain, domain.kept, 0, workspace);
  }

  @Override
  int split(int threads) {
    long size = domain.keptSize;
    if (size <= limit && threads == 1 && size <= row) {
      taskSize = size;
      return 1;
    }
    long even = threads == 1 ? size : Math.max(tuning.taskWork(), size / (4L * threads));
    long most = Math.min(even, tuning.longestTask());
    long unit = row <= most ? row : Math.min(limit, KernelCode.BLOCK);
    taskSize = Math.max(most / unit, 1) * unit;
    return Math.toIntExact((size + taskSize - 1) / taskSize);
  }

  @Override
  void task(Worker worker, int task) {
    long end = Math.min(domain.keptSize, (task + 1) * taskSize);
    long at = task * taskSize;
    do {
      long count = Math.min(end - at, limit);
      if (row < domain.keptSize) {
        count = Math.min(count, row - at % row);
      }
      window(worker, at, (int) count);
      at += count;
    } while (at < end && !isStopped());
  }

  private void window(Worker worker, long at, int count) {
    Frame frame = worker.frame;
    for (int p : windowed) {
      worker.feeds[p].place(frame, offset(p), at, count);
    }
    body().run(frame, at, count);
    for (int p : written) {
      worker.feeds[p].store();
    }
    keepFault(worker, at, 0);
  }
}
