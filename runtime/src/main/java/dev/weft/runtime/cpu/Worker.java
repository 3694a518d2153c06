// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Frame;
import dev.weft.runtime.Strided;
import dev.weft.tensor.DType;
import dev.weft.tensor.Identity;
import dev.weft.tensor.Layout;
import dev.weft.tensor.Storage;

/** One thread's part of a launch: its frame, and what feeds the frame's windows. */
final class Worker {
  final Frame frame;

  /** Per parameter; null for SCALAR and WHOLE ones. */
  final Feed[] feeds;

  /** What moves the windows of a map. */
  RowWalk walk;

  /** The tree over blocks of the result at hand. */
  final PairTree tree = new PairTree();

  /** The results at hand, where several are reduced side by side. */
  final OuterFold.Piece piece = new OuterFold.Piece();

  /** Per FULL parameter the address at which the present row of windows starts. */
  final long[] starts;

  private final Domain domain;
  private final Object[] accumulators;
  private final int[] scalars;
  private final int[] wholes;
  private boolean bound;

  /**
   * A worker of a launch.
   *
   * @param full how windows of FULL parameters run: per parameter its layout along the axes in turn
   * @param slots elements of the accumulator arrays
   */
  Worker(Domain domain, Layout[] full, int slots, Workspace workspace) {
    KernelCode code = domain.code;
    int count = code.parameters().size();
    boolean serial = code.launch() == KernelCode.Launch.SERIAL;
    this.domain = domain;
    this.frame = new Frame(count, code.accumulators().size(), code.scratch().size());
    this.feeds = new Feed[count];
    workspace.restart();
    for (int p = 0; p < count; p++) {
      Layout layout =
          switch (code.parameters().get(p).domain()) {
            case FULL -> full[p];
            case KEPT -> domain.kept[p];
            case SCALAR, WHOLE -> null;
          };
      feeds[p] = layout == null || serial ? null : new Feed(domain, p, layout, workspace);
    }
    for (int i = 0; i < frame.scratch.length; i++) {
      frame.scratch[i] = workspace.take(code.scratch().get(i));
    }
    for (int i = 0; i < frame.accumulators.length; i++) {
      DType dtype = code.accumulators().get(i);
      frame.accumulators[i] = workspace.accumulator(i, dtype, slots);
    }
    frame.extents = domain.extents;
    this.accumulators = frame.accumulators.clone();
    this.starts = new long[count];
    this.scalars = Parameters.of(code, KernelCode.Domain.SCALAR, _ -> true);
    this.wholes = Parameters.whole(code);
  }

  boolean isBound() {
    return bound;
  }

  /** Takes the operands of a launch. */
  void bind(Object[] arrays, long[] offsets) {
    bound = true;
    for (int p = 0; p < feeds.length; p++) {
      if (feeds[p] != null) {
        feeds[p].over(arrays[p]);
      }
    }
    for (int p : scalars) {
      bindScalar(p, arrays[p], offsets[p]);
    }
    for (int p : wholes) {
      bindWhole(p, arrays[p], offsets[p]);
    }
  }

  private void bindScalar(int p, Object array, long offset) {
    if (!domain.operands[p].isArray()) {
      Object element = Storage.allocate(domain.operands[p].dtype(), 1);
      domain.operands[p].over(array, offset).read(0, 1, element, 0);
      frame.arrays[p] = element;
      frame.bases[p] = 0;
    } else {
      frame.arrays[p] = array;
      frame.bases[p] = (int) offset;
    }
  }

  private void bindWhole(int p, Object array, long offset) {
    Strided operand = domain.operands[p];
    frame.shapes[p] = operand.shape();
    if (array instanceof Identity) {
      long[] elements = new long[Math.toIntExact(operand.size())];
      operand.over(array, offset).read(0, elements.length, elements, 0);
      frame.arrays[p] = elements;
      frame.bases[p] = 0;
      frame.strides[p] = Strided.rowMajor(operand.dtype(), operand.shape()).strides();
    } else {
      frame.arrays[p] = array;
      frame.bases[p] = (int) offset;
      frame.strides[p] = operand.strides();
    }
  }

  /** Gives the frame its own accumulators again. */
  void restoreAccumulators() {
    System.arraycopy(accumulators, 0, frame.accumulators, 0, accumulators.length);
  }

  /** Lets go of the operands' memory. */
  void release() {
    bound = false;
    for (int p = 0; p < feeds.length; p++) {
      frame.arrays[p] = null;
      if (feeds[p] != null) {
        feeds[p].over(null);
      }
    }
  }
}
