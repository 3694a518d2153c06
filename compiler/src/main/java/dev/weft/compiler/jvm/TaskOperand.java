// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

/**
 * Where the elements of a kernel's parameter are when its task is written: sizes and steps become
 * constants of the code. Shapes and strides have the parameter's axes.
 */
public sealed interface TaskOperand {

  /**
   * In an array.
   *
   * @param array its number; operands in the same array have the same one
   * @param base index of the first element
   */
  record Elements(int array, long base, long[] shape, long[] strides) implements TaskOperand {}

  /** Nowhere: the element at address x is x. */
  record Counted(long base, long[] shape, long[] strides) implements TaskOperand {}

  /** It has no elements. */
  record Nothing() implements TaskOperand {}

  /**
   * A number among those that are handed to the task in one array per dtype.
   *
   * @param place its index there
   */
  record Number(int place) implements TaskOperand {}
}
