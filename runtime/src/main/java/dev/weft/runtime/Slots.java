// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import java.util.Arrays;

/** Where the slots of a running program lie; {@link Run} reads what is in them. */
final class Slots {
  final Object[] arrays;
  final long[] offsets;
  final Strided[] layouts;
  final Owner[] owners;

  /** Whose memory a slot holds: what may leave the program as it is. */
  enum Owner {
    /** The caller's: an input, or a tensor given for an output. */
    CALLER,
    /** New in this run. */
    RESULT,
    /** The program's own: used again by the next run. */
    PROGRAM
  }

  Slots(int count) {
    arrays = new Object[count];
    offsets = new long[count];
    layouts = new Strided[count];
    owners = new Owner[count];
  }

  void set(int slot, Object array, long offset, Strided layout, Owner owner) {
    arrays[slot] = array;
    offsets[slot] = offset;
    layouts[slot] = layout;
    owners[slot] = owner;
  }

  void copy(int into, int from) {
    set(into, arrays[from], offsets[from], layouts[from], owners[from]);
  }

  /** Lets go of all memory. */
  void clear() {
    Arrays.fill(arrays, null);
  }
}
