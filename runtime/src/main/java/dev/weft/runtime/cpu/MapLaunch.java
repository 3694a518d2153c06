// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Frame;
import dev.weft.tensor.Layout;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Drives {@code run} over windows of the kept domain. */
final class MapLaunch extends CpuLaunch {
  /** Fewer rows are not worth walking down. */
  private static final int LEAST_ROWS = 8;

  /**
   * Rows of which all operands hold so many elements together are walked where the body does
   * nothing else; {@link Tuning#shortRow()} is for rows that are called one by one.
   */
  private static final long LEAST_ALONE = 32;

  /** So many elements are computed before an interrupt is looked for. */
  private static final long AT_ONCE = 1 << 16;

  /** Steps from which neighbours in a row share no cache line, and few of them a page. */
  private static final int FAR = 64;

  /** Parameters whose windows are walked from row to row. */
  private final int[] walked;

  /** The others that are read or written in windows, and of these the written ones. */
  private final int[] fed;

  private final int[] stored;

  /** True if between rows there is nothing to do but to move windows on. */
  private final boolean alone;

  /** The longest window. */
  private final long limit;

  /** Windows end where a row of this length ends. */
  private final long row;

  /**
   * The width of column blocks that are walked down row by row where an operand is transposed, so
   * that its cache lines are used up while they are near; 0 to walk along the rows.
   */
  private final long column;

  private long taskSize;

  MapLaunch(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
    long neighbours = domain.keptRow();
    long block = KernelCode.BLOCK;
    boolean single = neighbours >= domain.keptSize;
    int[] windowed = Parameters.windowed(domain.code);
    boolean map = domain.code.launch() == KernelCode.Launch.MAP;
    boolean free = domain.isDirect() && map;
    boolean checks = !domain.code.faults().isEmpty();
    this.alone = map && !checks && only(windowed, p -> !serves(p)).length == 0;
    long least = alone ? Math.min(LEAST_ALONE, tuning.shortRow()) : tuning.shortRow();
    boolean shortRows = !single && neighbours * inRows(windowed) < least;
    this.row = single || shortRows ? domain.keptSize : neighbours;
    this.column = isTransposed(windowed) ? tuning.column() : 0;
    boolean walks = column == 0 && !shortRows;
    this.walked = only(windowed, p -> walks && serves(p));
    this.fed = only(windowed, p -> !walks || !serves(p));
    this.stored = only(fed, p -> domain.code.parameters().get(p).written());
    this.limit = shortRows ? block / neighbours * neighbours : free ? tuning.longestTask() : block;
  }

  /** How many operands would have to be packed if windows spanned rows; at least 1. */
  private int inRows(int[] windowed) {
    int[] packed = only(windowed, p -> serves(p) && !domain.kept[p].isContiguous());
    return Math.max(packed.length, 1);
  }

  private boolean serves(int operand) {
    return RowWalk.serves(domain, operand);
  }

  private static int[] only(int[] parameters, IntPredicate which) {
    return IntStream.of(parameters).filter(which).toArray();
  }

  /** True if walking along a row touches more memory pages than the processor has at hand. */
  private boolean isTransposed(int[] windowed) {
    if (row == domain.keptSize || row < tuning.column() * 2 || domain.keptSize / row < LEAST_ROWS) {
      return false;
    }
    for (int p : windowed) {
      Layout layout = domain.kept[p];
      if (Math.abs(layout.stride(layout.rank() - 1)) >= FAR) {
        return true;
      }
    }
    return false;
  }

  @Override
  Worker newWorker(Workspace workspace) {
    Worker worker = new Worker(domain, domain.kept, 0, workspace);
    worker.walk = new RowWalk(walked, domain.kept, domain.keptSize);
    for (int p : fed) {
      if (column > 0 && PanelFeed.serves(domain, p, domain.kept[p], row)) {
        worker.feeds[p] = new PanelFeed(domain, p, domain.kept[p], (int) column, workspace);
      }
    }
    return worker;
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
    long unit = row <= most || column > 0 ? row : Math.min(limit, KernelCode.BLOCK);
    taskSize = Math.max(most / unit, 1) * unit;
    return Math.toIntExact((size + taskSize - 1) / taskSize);
  }

  @Override
  void task(Worker worker, int task) {
    long end = Math.min(domain.keptSize, (task + 1) * taskSize);
    long at = task * taskSize;
    if (column > 0) {
      columns(worker, at, end);
      return;
    }
    worker.walk.start(worker, this, at);
    if (isInRows(worker.walk)) {
      rows(worker, at, end);
      return;
    }
    do {
      long count = Math.min(end - at, limit);
      if (row < domain.keptSize) {
        count = Math.min(count, row - at % row);
      }
      window(worker, at, (int) count);
      worker.walk.advance(worker.frame, (int) count);
      at += count;
    } while (at < end && !isStopped());
  }

  /** True if tasks are whole rows of operands that are all read and written where they are. */
  private boolean isInRows(RowWalk walk) {
    return alone && walk.row() == row && row <= limit && taskSize % row == 0 && fed.length == 0;
  }

  private void rows(Worker worker, long from, long end) {
    long most = Math.max(AT_ONCE / row, 1);
    for (long at = from; at < end && !isStopped(); ) {
      long rows = Math.min(worker.walk.rows(end), most);
      body().rows(worker.frame, at, (int) row, (int) rows);
      worker.walk.advanceRows(worker.frame, rows);
      at += rows * row;
    }
  }

  /** Walks down one column block after another of whole rows. */
  private void columns(Worker worker, long from, long end) {
    for (long left = 0; left < row && !isStopped(); left += column) {
      int count = (int) Math.min(column, row - left);
      for (long at = from + left; at < end; at += row) {
        window(worker, at, count);
      }
    }
  }

  private void window(Worker worker, long at, int count) {
    Frame frame = worker.frame;
    for (int p : fed) {
      worker.feeds[p].place(frame, offset(p), at, count);
    }
    body().run(frame, at, count);
    for (int p : stored) {
      worker.feeds[p].store();
    }
    keepFault(worker, at, 0);
  }
}
