// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Frame;
import dev.weft.tensor.Storage;

/**
 * Drives the entry points of a kernel with a fold. A task reduces a group of neighbouring results
 * over a unit of neighbouring blocks. Units are whole subtrees of the tree over all blocks, so the
 * order of a reduction is the same however it is cut.
 */
final class FoldLaunch extends CpuLaunch {
  /** Results side by side that are not divided between threads. */
  private static final int NARROW = 128;

  private final FoldForm form;

  /** Numbers of the KEPT parameters, and of those among them that are written. */
  private final int[] kept;

  private final int[] keptWritten;
  private final long blocks;

  /** Per accumulator component the results of every unit, where there are several. */
  private final Object[] partials;

  private long partialSize;

  private long group;
  private long groups;
  private long unitBlocks;
  private long units;

  FoldLaunch(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
    this.kept = Parameters.of(domain.code, KernelCode.Domain.KEPT, _ -> true);
    this.keptWritten =
        Parameters.of(domain.code, KernelCode.Domain.KEPT, KernelCode.Parameter::written);
    this.partials = new Object[domain.code.accumulators().size()];
    this.blocks = (domain.reducedSize + KernelCode.BLOCK - 1) / KernelCode.BLOCK;
    this.form =
        FoldCost.isInner(domain, tuning)
            ? new InnerFold(domain, blocks)
            : new OuterFold(domain, blocks, tuning);
  }

  @Override
  Worker newWorker(Workspace workspace) {
    return new Worker(domain, form.layouts(), form.slots(), workspace);
  }

  @Override
  int split(int threads) {
    long wanted = threads == 1 ? 1 : 4L * threads;
    long even = (domain.keptSize + wanted - 1) / wanted;
    long worthwhile = tuning.taskWork() / Math.max(domain.reducedSize, 1) + 1;
    long least = Math.max(Math.max(even, worthwhile), Math.min(form.wideGroup(), NARROW));
    split(Math.max(least, form.wideGroup()), wanted);
    while (groups * units < wanted && group > least) {
      split(Math.max(least, group / 2), wanted);
    }
    makePartials();
    return Math.toIntExact(groups * units);
  }

  private void split(long size, long wanted) {
    group = Math.min(form.group(), size);
    groups = (domain.keptSize + group - 1) / group;
    unitBlocks = Math.max(blocks, 1);
    units = 1;
    long least = tuning.taskWork() / KernelCode.BLOCK;
    while (groups * units < wanted && unitBlocks > 1 && unitBlocks * group > 2 * least) {
      unitBlocks = Long.highestOneBit(unitBlocks - 1);
      units = (blocks + unitBlocks - 1) / unitBlocks;
    }
  }

  /** Those of the call before serve again where they are as many. */
  private void makePartials() {
    long size = units * domain.keptSize;
    if (units == 1 || size == partialSize) {
      return;
    }
    for (int i = 0; i < partials.length; i++) {
      partials[i] = Storage.allocate(domain.code.accumulators().get(i), size);
    }
    partialSize = size;
  }

  @Override
  void task(Worker worker, int task) {
    long unit = task / groups;
    long from = task % groups * group;
    int count = (int) Math.min(group, domain.keptSize - from);
    if (blocks == 0) {
      body().identity(worker.frame, form.results(), count);
    } else {
      long first = unit * unitBlocks;
      form.reduce(this, worker, from, count, first, Math.min(unitBlocks, blocks - first));
    }
    if (units == 1) {
      finish(worker, from, count, form.results());
    } else {
      keep(worker.frame, partial(unit, from), count);
    }
  }

  private void keep(Frame frame, int slot, int count) {
    for (int i = 0; i < partials.length; i++) {
      System.arraycopy(frame.accumulators[i], form.results(), partials[i], slot, count);
    }
  }

  /** Combines the units, in adjacent pairs level by level, and finishes. */
  @Override
  void complete(Worker worker) {
    if (units == 1) {
      return;
    }
    Frame frame = worker.frame;
    System.arraycopy(partials, 0, frame.accumulators, 0, partials.length);
    for (long from = 0; from < domain.keptSize; from += group) {
      int count = (int) Math.min(group, domain.keptSize - from);
      for (long step = 1; step < units; step *= 2) {
        for (long unit = 0; unit + step < units; unit += 2 * step) {
          PairTree.merge(body(), frame, partial(unit, from), partial(unit + step, from), count);
        }
      }
      finish(worker, from, count, partial(0, from));
    }
    worker.restoreAccumulators();
  }

  /** Where the partial results of a unit start, for the results from {@code kept} on. */
  private int partial(long unit, long kept) {
    return (int) (unit * domain.keptSize + kept);
  }

  private void finish(Worker worker, long from, int count, int slot) {
    for (int done = 0; done < count; done += KernelCode.BLOCK) {
      int width = Math.min(KernelCode.BLOCK, count - done);
      finishWindow(worker, from + done, width, slot + done);
    }
  }

  private void finishWindow(Worker worker, long from, int count, int slot) {
    Frame frame = worker.frame;
    for (int p : kept) {
      worker.feeds[p].place(frame, offset(p), from, count);
    }
    body().finish(frame, from, count, slot);
    for (int p : keptWritten) {
      worker.feeds[p].store();
    }
    keepFault(worker, from, domain.reducedSize);
  }
}
