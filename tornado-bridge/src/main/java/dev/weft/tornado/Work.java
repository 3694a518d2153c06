// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that was noted, and the memory it needs. Two that are equal can be done by the same plan,
 * though their arrays and numbers differ.
 *
 * @param items the launches, in order
 * @param memories the arrays of the host that are read or written
 * @param noted what the items were made of; not part of what is compared
 */
record Work(List<Item> items, List<Memory> memories, List<Noted> noted) {

  /**
   * A launch.
   *
   * @param places per operand the number of its memory, or -1
   * @param bases per operand its address, in a memory from its first element on
   * @param number per operand whether it is a number of the host's
   */
  record Item(TaskLaunch launch, int[] places, long[] bases, boolean[] number) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Item item
          && launch == item.launch
          && Arrays.equals(places, item.places)
          && Arrays.equals(bases, item.bases)
          && Arrays.equals(number, item.number);
    }

    @Override
    public int hashCode() {
      return 31 * launch.hashCode() + Arrays.hashCode(places);
    }
  }

  /** A part of an array of the host, and what becomes of it. */
  static final class Memory {
    final Object array;
    final DType dtype;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    /** Whether something reads it before all of it is written. */
    boolean in;

    /** Whether the host needs what is written. */
    boolean out;

    /** Whether it never changes. */
    boolean constant;

    private boolean written;

    Memory(Object array, DType dtype) {
      this.array = array;
      this.dtype = dtype;
    }

    /** The same without an array that another run may not have. */
    private Memory shape() {
      Memory shape = new Memory(constant ? array : null, dtype);
      shape.first = first;
      shape.last = last;
      shape.in = in;
      shape.out = out;
      shape.constant = constant;
      return shape;
    }

    long length() {
      return last - first + 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Memory memory
          && dtype == memory.dtype
          && length() == memory.length()
          && in == memory.in
          && out == memory.out
          && constant == memory.constant
          && (!constant || array == memory.array);
    }

    @Override
    public int hashCode() {
      return 31 * dtype.hashCode() + Long.hashCode(length());
    }
  }

  /** The same without what belongs to one run. */
  Work key() {
    return new Work(items, memories.stream().map(Memory::shape).toList(), List.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Work work && items.equals(work.items) && memories.equals(work.memories);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  /**
   * Works out what memory is needed.
   *
   * @param needed the arrays that the host will read, or null for all that are written
   * @param constants arrays that never change
   */
  static Work of(List<Noted> noted, Collection<?> needed, Set<Object> constants) {
    Map<Object, Integer> places = new IdentityHashMap<>();
    List<Memory> memories = new ArrayList<>();
    for (Noted entry : noted) {
      for (int p = 0; p < entry.arrays().length; p++) {
        if (entry.inArray(p)) {
          Object array = entry.arrays()[p];
          if (places.putIfAbsent(array, memories.size()) == null) {
            memories.add(new Memory(array, Storage.dtype(array)));
          }
          Memory memory = memories.get(places.get(array));
          memory.first = Math.min(memory.first, entry.lowest(p));
          memory.last = Math.max(memory.last, entry.highest(p));
        }
      }
    }
    List<Item> items = new ArrayList<>();
    for (Noted entry : noted) {
      items.add(item(entry, places, memories));
    }
    for (Memory memory : memories) {
      memory.out = memory.written && (needed == null || needed.contains(memory.array));
      memory.constant = !memory.written && constants.contains(memory.array);
    }
    return new Work(items, memories, noted);
  }

  private static Item item(Noted entry, Map<Object, Integer> places, List<Memory> memories) {
    int count = entry.arrays().length;
    int[] numbers = new int[count];
    long[] bases = new long[count];
    Arrays.fill(numbers, -1);
    for (int p = 0; p < count; p++) {
      bases[p] = entry.number()[p] ? 0 : entry.offsets()[p];
      if (entry.inArray(p)) {
        numbers[p] = places.get(entry.arrays()[p]);
        Memory memory = memories.get(numbers[p]);
        bases[p] -= memory.first;
        memory.in |= !memory.written && !entry.launch().writes(p);
      }
    }
    for (int p = 0; p < count; p++) {
      if (entry.inArray(p) && entry.launch().writes(p)) {
        Memory memory = memories.get(numbers[p]);
        boolean whole = entry.launch().operands().get(p).size() == memory.length();
        memory.in |= !memory.written && !whole;
        memory.written = true;
      }
    }
    return new Item(entry.launch(), numbers, bases, entry.number());
  }
}
