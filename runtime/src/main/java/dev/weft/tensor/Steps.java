// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/** The steps of one side of a {@link Block}, between planes, rows and elements. */
final class Steps {
  /** Steps of fewer elements stay within a cache line or so. */
  private static final int FAR = 8;

  final long plane;
  final long row;
  final long element;

  /** The same with planes and elements exchanged, made when first needed. */
  private Steps planesInside;

  /** The same with rows and elements exchanged, made when first needed. */
  private Steps rowsInside;

  private Steps(long plane, long row, long element) {
    this.plane = plane;
    this.row = row;
    this.element = element;
  }

  /** The last three of {@code rank} strides; steps of axes that are not there count as 0. */
  static Steps last(long[] strides, int rank) {
    return new Steps(
        rank < 3 ? 0 : strides[rank - 3], rank < 2 ? 0 : strides[rank - 2], strides[rank - 1]);
  }

  Steps planesInside() {
    Steps known = planesInside;
    if (known == null) {
      known = new Steps(element, row, plane);
      planesInside = known;
    }
    return known;
  }

  Steps rowsInside() {
    Steps known = rowsInside;
    if (known == null) {
      known = new Steps(plane, element, row);
      rowsInside = known;
    }
    return known;
  }

  int start(long address, long planes, long rows) {
    return (int) (address + planes * plane + rows * row);
  }

  /** True if neighbours in a column lie nearer to each other than those in a row. */
  boolean isTransposed() {
    return row != 0 && Math.abs(row) < Math.abs(element) && Math.abs(element) >= FAR;
  }
}
