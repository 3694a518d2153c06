// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.tensor.Layout;
import dev.weft.tensor.Storage;

/**
 * Drives the entry points of a kernel with a scan. What came before an element is combined with it
 * in one order, however the work is cut and in which direction it goes.
 */
abstract sealed class ScanLaunch extends CpuLaunch permits ScanAlong, ScanAcross {
  static final int BLOCK = KernelCode.BLOCK;

  private final int[] read;
  private final int[] written;

  ScanLaunch(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
    this.read = Parameters.of(domain.code, KernelCode.Domain.FULL, p -> !p.written());
    this.written = Parameters.of(domain.code, KernelCode.Domain.FULL, Parameter::written);
  }

  static ScanLaunch of(Domain domain, CpuKernel kernel, CpuSession session) {
    return FoldCost.isInner(domain, kernel.tuning())
        ? new ScanAlong(domain, kernel, session)
        : new ScanAcross(domain, kernel, session);
  }

  @Override
  final boolean isEmpty() {
    return domain.keptSize == 0 || domain.reducedSize == 0;
  }

  /** From here on windows begin where a position lies in layouts, one per parameter. */
  final void start(Worker worker, Layout[] layouts, long position) {
    for (int p = 0; p < layouts.length; p++) {
      if (layouts[p] != null) {
        worker.starts[p] = offset(p) + layouts[p].address(position);
      }
    }
  }

  /** Sets the windows that are read. */
  final void read(Worker worker, long at, int count) {
    for (int p : read) {
      worker.feeds[p].place(worker.frame, worker.starts[p], at, count);
    }
  }

  /** Writes the results that are accumulator elements from {@code slot} on. */
  final void write(Worker worker, long at, int count, int slot) {
    for (int p : written) {
      worker.feeds[p].place(worker.frame, worker.starts[p], at, count);
    }
    body().finish(worker.frame, 0, count, slot);
    for (int p : written) {
      worker.feeds[p].store();
    }
  }

  /** Accumulator elements become those at other places. */
  static void copy(Frame frame, int from, int to, int count) {
    for (Object accumulator : frame.accumulators) {
      System.arraycopy(accumulator, from, accumulator, to, count);
    }
  }

  /** Accumulator elements {@code to .. to + count - 1} become the one at {@code from}. */
  static void spread(Frame frame, int from, int to, int count) {
    for (Object accumulator : frame.accumulators) {
      Storage.fill(accumulator, from, to, count);
    }
  }
}
