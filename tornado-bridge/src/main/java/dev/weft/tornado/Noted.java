// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.runtime.Strided;
import dev.weft.tensor.Identity;
import dev.weft.tensor.Storage;

/**
 * A launch that was put off, with what it was given.
 *
 * @param arrays per operand its array; of a number an array of its own that keeps the value
 * @param offsets per operand the address of its first element
 * @param number per operand whether it is a number that the host knew when it was noted
 */
record Noted(TaskLaunch launch, Object[] arrays, long[] offsets, boolean[] number) {

  /** True for an operand without memory. */
  boolean counted(int operand) {
    return arrays[operand] instanceof Identity;
  }

  /** True where an operand has elements in an array. */
  boolean inArray(int operand) {
    return !number[operand] && !counted(operand) && launch.operands().get(operand).size() > 0;
  }

  /** The lowest address of an operand. */
  long lowest(int operand) {
    return end(operand, Math::min);
  }

  /** The highest address of an operand. */
  long highest(int operand) {
    return end(operand, Math::max);
  }

  private interface Choice {
    long of(long a, long b);
  }

  private long end(int operand, Choice choice) {
    Strided layout = launch.operands().get(operand);
    long address = offsets[operand];
    for (int axis = 0; axis < layout.rank(); axis++) {
      address += choice.of(0, (layout.shape()[axis] - 1) * layout.strides()[axis]);
    }
    return address;
  }

  /** A new array that holds one element of another. */
  static Object keep(Object array, long address) {
    Object kept = Storage.allocate(Storage.dtype(array), 1);
    System.arraycopy(array, (int) address, kept, 0, 1);
    return kept;
  }
}
