// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the slots of a program hold at some step. */
final class SlotTypes {

  /** Slots are numbered without large gaps; a file that uses huge numbers is broken. */
  private static final int HIGHEST = 1 << 20;

  /**
   * What a slot holds.
   *
   * @param writable true for memory that the program made
   */
  record SlotType(DType dtype, int rank, boolean writable) {
    @Override
    public String toString() {
      return dtype + " of rank " + rank;
    }
  }

  private final Map<Integer, SlotType> types = new HashMap<>();
  private final List<String> problems;

  SlotTypes(List<String> problems) {
    this.problems = problems;
  }

  void define(int slot, DType dtype, int rank, boolean writable) {
    define(slot, new SlotType(dtype, rank, writable));
  }

  void define(int slot, SlotType type) {
    if (slot < 0 || slot > HIGHEST) {
      problems.add("%" + slot + " is no slot");
    } else if (type.rank < 0 || type.rank > Tensor.MAX_RANK) {
      problems.add("%" + slot + " is of rank " + type.rank);
    } else if (types.putIfAbsent(slot, type) != null) {
      problems.add("%" + slot + " is defined twice");
    }
  }

  /** The type of a slot, or null with a problem noted. */
  SlotType use(int slot, String user) {
    SlotType type = types.get(slot);
    if (type == null) {
      problems.add(user + " uses %" + slot + ", which holds nothing yet");
    }
    return type;
  }

  /** Checks that a slot holds a scalar of some dtype. */
  void useScalar(int slot, DType dtype, String user) {
    SlotType type = use(slot, user);
    if (type != null && (type.dtype != dtype || type.rank != 0)) {
      problems.add(user + " wants a " + dtype + " of rank 0, %" + slot + " is " + type);
    }
  }
}
