// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.DType;
import dev.weft.tensor.Layout;

/**
 * Many results side by side, by {@code foldRow} over windows along the kept axes: row r of a block
 * goes into accumulator row r mod 32, then the rows in use are combined by halving.
 */
final class OuterFold implements FoldForm {
  private static final int BLOCK = KernelCode.BLOCK;
  private static final int ROWS = KernelCode.ACCUMULATORS;

  /** Accumulator rows up to this size stay in the nearest cache while all rows of a block come. */
  private static final int NEAR_BYTES = 32 * 1024;

  private final Domain domain;
  private final int[] full;
  private final int[] fullWritten;
  private final int[] keptRead;
  private final int group;
  private final long row;
  private final boolean oneBlock;
  private final int depth;
  private final int elementBytes;

  OuterFold(Domain domain, long blocks, Tuning tuning) {
    this.domain = domain;
    this.full = Parameters.of(domain.code, KernelCode.Domain.FULL, _ -> true);
    this.fullWritten = Parameters.of(domain.code, KernelCode.Domain.FULL, Parameter::written);
    this.keptRead = Parameters.of(domain.code, KernelCode.Domain.KEPT, p -> !p.written());
    int most = keptRead.length == 0 ? tuning.outerGroup() : Math.min(BLOCK, tuning.outerGroup());
    this.group = (int) Math.min(domain.keptSize, most);
    long neighbours = domain.keptRow();
    this.row = neighbours < tuning.shortRow() ? domain.keptSize : neighbours;
    this.oneBlock = blocks <= 1;
    this.depth = PairTree.depth(blocks);
    this.elementBytes = domain.code.accumulators().stream().mapToInt(DType::bytes).sum();
  }

  @Override
  public Layout[] layouts() {
    return domain.kept;
  }

  @Override
  public int slots() {
    return group * (oneBlock ? ROWS : ROWS + 1 + depth);
  }

  @Override
  public int group() {
    return group;
  }

  @Override
  public int wideGroup() {
    return group;
  }

  @Override
  public int results() {
    return oneBlock ? 0 : group * ROWS;
  }

  @Override
  public void reduce(
      FoldLaunch launch, Worker worker, long from, int count, long firstBlock, long blocks) {
    Piece piece = worker.piece;
    for (int done = 0; done < count && !launch.isStopped(); done += piece.width) {
      piece.kept = from + done;
      piece.slot = done;
      piece.width = (int) Math.min(count - done, row - piece.kept % row);
      for (int p : keptRead) {
        worker.feeds[p].place(worker.frame, launch.offset(p), piece.kept, piece.width);
      }
      reducePiece(launch, worker, firstBlock, blocks);
    }
  }

  private void reducePiece(FoldLaunch launch, Worker worker, long firstBlock, long blocks) {
    Frame frame = worker.frame;
    PairTree tree = worker.tree;
    Piece piece = worker.piece;
    tree.start(results() + piece.slot, (ROWS + 1) * group + piece.slot, group, piece.width);
    for (long block = firstBlock; block < firstBlock + blocks; block++) {
      reduceBlock(launch, worker, block * BLOCK);
      if (!oneBlock) {
        for (Object accumulator : frame.accumulators) {
          System.arraycopy(accumulator, piece.slot, accumulator, tree.next(), piece.width);
        }
      }
      tree.push(launch.body(), frame);
      if (launch.isStopped()) {
        return;
      }
    }
    tree.close(launch.body(), frame);
  }

  /** Leaves the value of a block in the first accumulator row. */
  private void reduceBlock(FoldLaunch launch, Worker worker, long at) {
    int count = (int) Math.min(BLOCK, domain.reducedSize - at);
    int rows = Math.min(ROWS, count);
    if ((long) rows * worker.piece.width * elementBytes <= NEAR_BYTES) {
      for (int r = 0; r < count; r++) {
        row(launch, worker, at + r, r % ROWS, r < ROWS);
      }
    } else {
      for (int j = 0; j < rows; j++) {
        for (int r = j; r < count; r += ROWS) {
          row(launch, worker, at + r, j, r == j);
        }
      }
    }
    halve(launch.body(), worker, rows);
  }

  private void halve(KernelBody body, Worker worker, int rows) {
    Piece piece = worker.piece;
    for (int m = rows; m > 1; m = (m + 1) / 2) {
      int half = (m + 1) / 2;
      for (int j = 0; j < m - half; j++) {
        PairTree.merge(body, worker.frame, slot(piece, j), slot(piece, j + half), piece.width);
      }
    }
  }

  private int slot(Piece piece, int accumulator) {
    return accumulator * group + piece.slot;
  }

  private void row(FoldLaunch launch, Worker worker, long at, int accumulator, boolean first) {
    Piece piece = worker.piece;
    for (int done = 0; done < piece.width; done += BLOCK) {
      int width = Math.min(BLOCK, piece.width - done);
      window(launch, worker, piece.kept + done, at, width, slot(piece, accumulator) + done, first);
    }
  }

  private void window(
      FoldLaunch launch, Worker worker, long kept, long at, int width, int slot, boolean first) {
    Frame frame = worker.frame;
    for (int p : full) {
      long start = launch.offset(p) + domain.reduced[p].address(at);
      worker.feeds[p].place(frame, start, kept, width);
    }
    launch.body().foldRow(frame, kept * domain.reducedSize + at, width, slot, first);
    for (int p : fullWritten) {
      worker.feeds[p].store();
    }
    launch.keepFault(worker, kept, at);
  }

  /** Neighbouring results in one row. */
  static final class Piece {
    /** Where they start in the kept domain. */
    private long kept;

    /** Where they start in the group. */
    private int slot;

    private int width;
  }
}
