// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.diagnostic.Wording;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Strided;
import dev.weft.tensor.Layout;
import java.util.Arrays;
import java.util.List;

/**
 * The loop domain of a launch and how each operand lies along it: separately along the kept and the
 * reduced axes, each with the fewest axes that visit the same addresses in the same order.
 */
final class Domain {
  final KernelCode code;
  final Strided[] operands;
  final long keptSize;
  final long reducedSize;

  /** Extents of the kept and then of the reduced axes, as the program states them. */
  final long[] extents;

  /** Per operand its layout along the kept axes; null for SCALAR and WHOLE ones. */
  final Layout[] kept;

  /** Per FULL operand its layout along the reduced axes. */
  final Layout[] reduced;

  /** Elements of the domain. */
  final long work;

  Domain(KernelCode code, List<Strided> operands, long[] keptExtents, long[] reducedExtents) {
    this.code = code;
    this.operands = operands.toArray(Strided[]::new);
    this.keptSize = product(keptExtents);
    this.reducedSize = product(reducedExtents);
    this.work = keptSize * Math.max(reducedSize, 1);
    this.extents = concat(keptExtents, reducedExtents);
    this.kept = new Layout[this.operands.length];
    this.reduced = new Layout[this.operands.length];
    int[] order = AxisOrder.of(code, this.operands, keptExtents);
    for (int p = 0; p < this.operands.length; p++) {
      place(p, code.parameters().get(p), keptExtents.length, order);
    }
  }

  private void place(int p, Parameter parameter, int keptRank, int[] order) {
    Strided operand = operands[p];
    if (operand.dtype() != parameter.dtype()) {
      throw new IllegalArgumentException(
          "operand " + p + " of " + code.name() + " is " + operand + ", not " + parameter.dtype());
    }
    switch (parameter.domain()) {
      case SCALAR -> check(operand.size() == 1, p);
      case WHOLE -> {}
      case KEPT -> {
        if (keptSize > 0) {
          kept[p] = merge(p, 0, keptRank, keptRank, order);
        }
      }
      case FULL -> {
        if (work > 0 && reducedSize > 0) {
          kept[p] = merge(p, 0, keptRank, extents.length, order);
          reduced[p] = merge(p, keptRank, extents.length, extents.length, null);
        }
      }
    }
  }

  /**
   * The layout along axes {@code from .. to - 1} of an operand over the first {@code rank} axes.
   */
  private Layout merge(int p, int from, int to, int rank, int[] order) {
    Strided operand = operands[p];
    int lead = rank - operand.rank();
    check(lead >= 0, p);
    long[] shape = new long[to - from];
    long[] strides = new long[to - from];
    for (int i = 0; i < shape.length; i++) {
      int axis = from + (order == null ? i : order[i]);
      shape[i] = extents[axis];
      if (axis >= lead && operand.shape()[axis - lead] != 1) {
        check(operand.shape()[axis - lead] == extents[axis], p);
        strides[i] = operand.strides()[axis - lead];
      }
    }
    return Layout.merge(shape, strides);
  }

  private void check(boolean fits, int p) {
    if (!fits) {
      throw new IllegalArgumentException(
          Wording.of(
              "operand %d of %s is %s, which does not fit the domain %s",
              p, code.name(), operands[p], Arrays.toString(extents)));
    }
  }

  /** How many neighbours each operand has at least before its next row; along the kept axes. */
  long keptRow() {
    return row(kept, keptSize);
  }

  /** The same along the reduced axes. */
  long reducedRow() {
    return row(reduced, reducedSize);
  }

  private static long row(Layout[] layouts, long size) {
    long row = size;
    for (Layout layout : layouts) {
      if (layout != null) {
        row = Math.min(row, layout.shape(layout.rank() - 1));
      }
    }
    return Math.max(row, 1);
  }

  /** True if every operand's elements lie side by side in a row along the kept axes. */
  boolean isDirect() {
    for (int p = 0; p < kept.length; p++) {
      if (kept[p] != null && (!operands[p].isArray() || kept[p].stride(kept[p].rank() - 1) != 1)) {
        return false;
      }
    }
    return true;
  }

  private static long product(long[] extents) {
    long size = 1;
    for (long extent : extents) {
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }

  private static long[] concat(long[] a, long[] b) {
    long[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
