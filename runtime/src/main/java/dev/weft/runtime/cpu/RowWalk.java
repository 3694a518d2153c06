// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.runtime.Frame;
import dev.weft.tensor.Layout;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Moves the windows of operands that are read and written where they are, in rows of neighbours.
 * Windows come in order, so a window follows from the one before by an addition: finding its
 * address would cost as much as many elements of a short row.
 */
final class RowWalk {
  private final int[] operands;
  private final Layout[] layouts;

  /**
   * The lengths after which some operand jumps, ascending; each is a multiple of the one before.
   */
  private final long[] spans;

  /** Per span and operand how far the jump at its end goes beyond the next element. */
  private final int[][] jumps;

  /** Per span where the present one ends. */
  private final long[] ends;

  private long position;

  RowWalk(int[] operands, Layout[] layouts, long size) {
    this.operands = operands;
    this.layouts = Arrays.stream(operands).mapToObj(p -> layouts[p]).toArray(Layout[]::new);
    this.spans =
        Arrays.stream(this.layouts)
            .flatMapToLong(Layout::spans)
            .filter(span -> span > 1 && span < size)
            .sorted()
            .distinct()
            .toArray();
    this.jumps = LongStream.of(spans).mapToObj(this::jumps).toArray(int[][]::new);
    this.ends = new long[spans.length];
  }

  /** Whether an operand can be walked so; one without elements cannot. */
  static boolean serves(Domain domain, int operand) {
    Layout layout = domain.kept[operand];
    return layout != null
        && domain.operands[operand].isArray()
        && layout.stride(layout.rank() - 1) == 1;
  }

  private int[] jumps(long span) {
    return Arrays.stream(layouts)
        .mapToInt(layout -> (int) (layout.address(span) - layout.address(span - 1) - 1))
        .toArray();
  }

  /** Puts the windows at a position. */
  void start(Worker worker, CpuLaunch launch, long from) {
    position = from;
    for (int k = 0; k < operands.length; k++) {
      int p = operands[k];
      worker.frame.arrays[p] = worker.feeds[p].array();
      worker.frame.bases[p] = (int) (launch.offset(p) + layouts[k].address(from));
      worker.frame.steps[p] = spans.length == 0 ? 0 : (int) spans[0] + jumps[0][k];
    }
    for (int i = 0; i < spans.length; i++) {
      ends[i] = (from / spans[i] + 1) * spans[i];
    }
  }

  /** The length of a row, where rows follow each other in equal steps; else 0. */
  long row() {
    return spans.length == 0 ? 0 : spans[0];
  }

  /** How many whole rows follow from here in equal steps, at most up to a position. */
  long rows(long end) {
    long last = spans.length == 1 ? end : Math.min(end, ends[1]);
    return (last - position) / spans[0];
  }

  /** After the kernel has moved the windows on by whole rows. */
  void advanceRows(Frame frame, long rows) {
    position += rows * spans[0];
    ends[0] = position;
    int[] jump = jump();
    if (jump != jumps[0]) {
      for (int k = 0; k < operands.length; k++) {
        frame.bases[operands[k]] += jump[k] - jumps[0][k];
      }
    }
  }

  /** Moves the windows on, at most to the end of the row. */
  void advance(Frame frame, int count) {
    position += count;
    int[] jump = jump();
    for (int k = 0; k < operands.length; k++) {
      frame.bases[operands[k]] += jump == null ? count : count + jump[k];
    }
  }

  /** What comes on top at this position, if anything. */
  private int[] jump() {
    int[] jump = null;
    for (int i = 0; i < ends.length && ends[i] == position; i++) {
      ends[i] += spans[i];
      jump = jumps[i];
    }
    return jump;
  }
}
