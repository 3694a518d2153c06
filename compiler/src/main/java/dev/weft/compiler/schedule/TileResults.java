// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Recording;

/**
 * Which results of its group's tile a thread makes. They lie as far apart as a group has threads,
 * so that neighbouring threads make neighbouring ones.
 *
 * @param side threads of a group along rows and along columns
 * @param down results of a thread along a column
 * @param across along a row
 * @param row of the thread's first one
 * @param column of the thread's first one
 */
record TileResults(int side, int down, int across, Atom row, Atom column) {

  int count() {
    return down * across;
  }

  /** The first result in the same row. */
  int before(int result) {
    return result / across * across;
  }

  /** The first result in the same column. */
  int above(int result) {
    return result % across;
  }

  /** The column of a result in the tile, or its row. */
  Atom place(Recording to, int result, boolean alongRow) {
    long further = (long) side * (alongRow ? result % across : result / across);
    return to.add(alongRow ? column : row, to.i64(further));
  }
}
