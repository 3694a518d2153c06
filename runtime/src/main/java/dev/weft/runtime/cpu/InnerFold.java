// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.Layout;

/** One result after another, each by {@code fold} over windows along the reduced axes. */
final class InnerFold implements FoldForm {
  private static final int BLOCK = KernelCode.BLOCK;

  private final Domain domain;
  private final int[] full;
  private final int[] fullWritten;
  private final int[] keptRead;
  private final int depth;

  InnerFold(Domain domain, long blocks) {
    this.domain = domain;
    this.full = Parameters.of(domain.code, KernelCode.Domain.FULL, _ -> true);
    this.fullWritten = Parameters.of(domain.code, KernelCode.Domain.FULL, Parameter::written);
    this.keptRead = Parameters.of(domain.code, KernelCode.Domain.KEPT, p -> !p.written());
    this.depth = PairTree.depth(blocks);
  }

  @Override
  public Layout[] layouts() {
    return domain.reduced;
  }

  @Override
  public int slots() {
    return BLOCK + depth;
  }

  @Override
  public int group() {
    return BLOCK;
  }

  @Override
  public int wideGroup() {
    return 1;
  }

  @Override
  public int results() {
    return 0;
  }

  @Override
  public void reduce(
      FoldLaunch launch, Worker worker, long from, int count, long firstBlock, long blocks) {
    for (int i = 0; i < count; i++) {
      long kept = from + i;
      for (int p : keptRead) {
        worker.feeds[p].place(worker.frame, launch.offset(p), kept, 1);
      }
      for (int p : full) {
        worker.starts[p] = launch.offset(p) + domain.kept[p].address(kept);
      }
      worker.tree.start(i, BLOCK, 1, 1);
      one(launch, worker, kept, firstBlock, blocks);
      if (launch.isStopped()) {
        return;
      }
    }
  }

  private void one(FoldLaunch launch, Worker worker, long kept, long firstBlock, long blocks) {
    Frame frame = worker.frame;
    PairTree tree = worker.tree;
    for (long block = firstBlock; block < firstBlock + blocks; block++) {
      long at = block * BLOCK;
      int count = (int) Math.min(BLOCK, domain.reducedSize - at);
      for (int p : full) {
        worker.feeds[p].place(frame, worker.starts[p], at, count);
      }
      KernelBody body = launch.body();
      body.fold(frame, kept * domain.reducedSize + at, count, tree.next());
      for (int p : fullWritten) {
        worker.feeds[p].store();
      }
      launch.keepReducedFault(worker, kept, at);
      tree.push(body, frame);
      if (launch.isStopped()) {
        return;
      }
    }
    tree.close(launch.body(), frame);
  }
}
