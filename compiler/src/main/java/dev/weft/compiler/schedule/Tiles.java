// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kept domain seen as batches of matrices, such that what a fold reads is the same all along a
 * row, or all along a column.
 *
 * @param firstRow the axis at which those of a matrix begin; those before it count batches
 * @param firstColumn the first of the axes that run along a row
 * @param alongRows the parameters that differ along a row; the others are the same there
 * @param kept the extents
 */
record Tiles(int firstRow, int firstColumn, Set<String> alongRows, long[] kept) {

  /**
   * Finds it.
   *
   * @param steps by the names of what the fold reads: how far one goes in memory along each axis
   */
  static Optional<Tiles> of(long[] kept, Map<String, long[]> steps) {
    int firstColumn = start(kept, steps, kept.length);
    int firstRow = start(kept, steps, firstColumn);
    Set<String> alongRows = moving(kept, steps, firstColumn, kept.length);
    Set<String> alongColumns = moving(kept, steps, firstRow, firstColumn);
    boolean apart = alongColumns.stream().noneMatch(alongRows::contains);
    return apart && !alongRows.isEmpty() && !alongColumns.isEmpty()
        ? Optional.of(new Tiles(firstRow, firstColumn, alongRows, kept))
        : Optional.empty();
  }

  /** Where the axes before {@code end} begin along which the same parameters move. */
  private static int start(long[] kept, Map<String, long[]> steps, int end) {
    int start = end;
    Set<String> same = Set.of();
    while (start > 0) {
      Set<String> here = moving(kept, steps, start - 1, start);
      if (kept[start - 1] != 1 && !same.isEmpty() && !here.equals(same)) {
        break;
      }
      same = here.isEmpty() ? same : here;
      start--;
    }
    return start;
  }

  private static Set<String> moving(long[] kept, Map<String, long[]> steps, int from, int to) {
    Set<String> moving = new HashSet<>();
    for (int axis = from; axis < to; axis++) {
      for (Map.Entry<String, long[]> each : steps.entrySet()) {
        if (kept[axis] != 1 && each.getValue()[axis] != 0) {
          moving.add(each.getKey());
        }
      }
    }
    return moving;
  }

  long rows() {
    return size(firstRow, firstColumn);
  }

  long columns() {
    return size(firstColumn, kept.length);
  }

  long batches() {
    return size(0, firstRow);
  }

  private long size(int from, int to) {
    return Arrays.stream(kept, from, to).reduce(1, Math::multiplyExact);
  }

  /** True where tiles are filled, and few enough positions to be taken apart. */
  boolean isWorthIt(int side, long depth) {
    long all = Math.multiplyExact(batches(), Math.multiplyExact(rows(), columns()));
    boolean small = all < Unravel.MOST && depth > 0 && depth < Unravel.MOST;
    return small && rows() >= side && columns() >= side;
  }

  /** The index of an element among the kept axes. */
  List<Atom> index(Recording to, Atom batch, Atom row, Atom column) {
    List<Atom> index = new ArrayList<>();
    index.addAll(Unravel.of(to, batch, Arrays.copyOf(kept, firstRow)));
    index.addAll(Unravel.of(to, row, Arrays.copyOfRange(kept, firstRow, firstColumn)));
    index.addAll(Unravel.of(to, column, Arrays.copyOfRange(kept, firstColumn, kept.length)));
    return index;
  }
}
