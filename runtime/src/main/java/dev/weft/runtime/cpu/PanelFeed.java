// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.runtime.Frame;
import dev.weft.tensor.Layout;
import dev.weft.tensor.Panel;

/**
 * Gives a kernel the windows of a transposed operand that is read in column blocks: packs many rows
 * of a block at once and gives them one by one.
 */
final class PanelFeed extends Feed {
  private static final int ROWS = 32;

  /** Keeps the rows of a panel from falling on each other's places in the cache. */
  private static final int PADDING = 8;

  private final int parameter;
  private final Layout layout;
  private final Panel panel;
  private final Object packed;
  private final int pitch;
  private final long row;
  private final long rowsInPlane;

  /** The row of the first packed window, or -1; the windows below it follow. */
  private long firstRow = -1;

  private long left;
  private long rows;

  /**
   * A feed of windows of at most {@code column} elements.
   *
   * @see #serves
   */
  PanelFeed(Domain domain, int parameter, Layout layout, int column, Workspace workspace) {
    super(domain, parameter, layout, workspace);
    this.parameter = parameter;
    this.layout = layout;
    this.pitch = column + PADDING;
    this.panel = new Panel(layout, pitch);
    this.packed = workspace.panel(domain.operands[parameter].dtype(), ROWS * pitch);
    this.row = layout.shape(layout.rank() - 1);
    this.rowsInPlane = layout.shape(layout.rank() - 2);
  }

  /** True if this is the way to feed an operand whose windows lie in rows of {@code row}. */
  static boolean serves(Domain domain, int parameter, Layout layout, long row) {
    int inner = layout.rank() - 1;
    return inner > 0
        && layout.shape(inner) == row
        && Math.abs(layout.stride(inner)) > Math.abs(layout.stride(inner - 1))
        && !domain.operands[parameter].identity()
        && !domain.code.parameters().get(parameter).written();
  }

  @Override
  void over(Object storage) {
    super.over(storage);
    firstRow = -1;
  }

  @Override
  void place(Frame frame, long start, long from, int length) {
    long number = from / row;
    long column = from - number * row;
    boolean held = firstRow >= 0 && column == left && number - firstRow < rows;
    if (!held || number < firstRow) {
      firstRow = number;
      left = column;
      rows = Math.min(ROWS, rowsInPlane - number % rowsInPlane);
      panel.read(array(), start, from, rows, length, packed);
    }
    frame.arrays[parameter] = packed;
    frame.bases[parameter] = (int) (number - firstRow) * pitch;
  }
}
