// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The small arrays of one worker, shared by all launches of a session: they stay in the cache
 * nearest to the core from one launch to the next.
 */
final class Workspace {
  private final Map<DType, List<Object>> blocks = new EnumMap<>(DType.class);
  private final Map<DType, Integer> taken = new EnumMap<>(DType.class);
  private final List<Object> accumulators = new ArrayList<>();

  /** Another launch begins to take arrays. */
  void restart() {
    taken.clear();
  }

  /** The next block-sized array of a dtype. */
  Object take(DType dtype) {
    List<Object> list = blocks.computeIfAbsent(dtype, _ -> new ArrayList<>());
    int next = taken.merge(dtype, 1, Integer::sum);
    if (next > list.size()) {
      list.add(Storage.allocate(dtype, KernelCode.BLOCK));
    }
    return list.get(next - 1);
  }

  /** An array of its own, for rows of a column block. */
  Object panel(DType dtype, int length) {
    return Storage.allocate(dtype, length);
  }

  /** The array of accumulator component {@code index}, of at least {@code length} elements. */
  Object accumulator(int index, DType dtype, int length) {
    while (accumulators.size() <= index) {
      accumulators.add(null);
    }
    Object known = accumulators.get(index);
    if (known == null || !Storage.fits(dtype, known) || Storage.length(known) < length) {
      known = Storage.allocate(dtype, length);
      accumulators.set(index, known);
    }
    return known;
  }
}
