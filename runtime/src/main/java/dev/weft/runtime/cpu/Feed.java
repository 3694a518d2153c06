// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.runtime.Frame;
import dev.weft.tensor.Layout;

/**
 * Gives a kernel the windows of one operand along one group of axes: the operand's own memory where
 * the window lies side by side there, else a packed copy. A packed window that comes again (a
 * broadcast row, a broadcast element) is not copied again.
 */
sealed class Feed permits PanelFeed {
  private final int parameter;
  private final Layout layout;
  private final boolean direct;
  private final boolean written;

  /** Block-sized array for packed windows; null where none can occur. */
  private final Object scratch;

  /** After so many positions the same elements come again; 0 if they do not. */
  private final long period;

  private final boolean repeatsInRow;
  private final long row;

  private Object array;
  private boolean packed;
  private long base;
  private long position;
  private int count;

  Feed(Domain domain, int parameter, Layout layout, Workspace workspace) {
    this.parameter = parameter;
    this.layout = layout;
    this.direct = domain.operands[parameter].isArray();
    this.written = domain.code.parameters().get(parameter).written();
    boolean never = layout.isContiguous() && direct;
    this.scratch = never ? null : workspace.take(domain.operands[parameter].dtype());
    int inner = layout.rank() - 1;
    this.row = layout.shape(inner);
    this.repeatsInRow = layout.stride(inner) == 0 && !written;
    this.period = written || layout.stride(0) != 0 ? 0 : period(layout);
  }

  private static long period(Layout layout) {
    long period = 1;
    for (int axis = 1; axis < layout.rank(); axis++) {
      period *= layout.shape(axis);
    }
    return period;
  }

  /** Sets the operand's storage for the coming launch; null forgets it. */
  void over(Object storage) {
    array = storage;
    packed = false;
    count = 0;
  }

  final Object array() {
    return array;
  }

  /**
   * Sets the frame's window to {@code length} elements from a position on.
   *
   * @param start address of the element at position 0
   */
  void place(Frame frame, long start, long from, int length) {
    if (direct && layout.isRun(from, length)) {
      frame.arrays[parameter] = array;
      frame.bases[parameter] = (int) (start + layout.address(from));
      packed = false;
      count = 0;
      return;
    }
    if (!holds(start, from, length)) {
      if (!written) {
        layout.read(array, start, from, length, scratch, 0);
      }
      packed = true;
      base = start;
      position = from;
      count = length;
    }
    frame.arrays[parameter] = scratch;
    frame.bases[parameter] = 0;
  }

  /** True if the scratch array already holds the elements of a window. */
  private boolean holds(long start, long from, int length) {
    if (length > count) {
      return false;
    }
    if (period > 0 && start == base && from % period == position % period) {
      return true;
    }
    return repeatsInRow
        && from % row + length <= row
        && position % row + count <= row
        && start + layout.address(from) == base + layout.address(position);
  }

  /** After the kernel has written the window: takes a packed one back to the operand. */
  void store() {
    if (packed) {
      layout.write(array, base, position, count, scratch, 0);
    }
  }
}
