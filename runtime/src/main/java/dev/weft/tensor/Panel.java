// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/**
 * Copies column blocks of a layout: some neighbouring elements of each of some neighbouring rows.
 * Of a transposed view that uses up every cache line it touches, where one row after another would
 * fetch each line many times. Allocates nothing when it copies.
 */
public final class Panel {
  private final Layout layout;
  private final Steps dense;

  /**
   * Panels of a layout with at least two axes.
   *
   * @param pitch the distance of rows in the arrays that are copied to
   */
  public Panel(Layout layout, int pitch) {
    this.layout = layout;
    this.dense = Steps.last(new long[] {pitch, 1}, 2);
  }

  /**
   * Copies elements {@code position .. position + count - 1}, which lie in one row of the innermost
   * axis, and those below them in the following rows, {@code rows} in all, to {@code into} from its
   * start on. The rows must agree in all indices but those of the last two axes.
   */
  public void read(Object storage, long offset, long position, long rows, long count, Object into) {
    long address = offset + layout.address(position);
    Block.copy(storage, address, layout.steps(), into, 0, dense, 1, rows, count);
  }
}
