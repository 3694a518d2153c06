// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.tensor.DType;
import java.util.List;

/** How the elements of a parameter or of an array of the kernel are reached in one method. */
sealed interface Buffer {

  DType dtype();

  Local array();

  /**
   * A run of elements; loops take them one after another.
   *
   * @param base index of the first, or null for 0
   */
  record Window(DType dtype, Local array, Local base) implements Buffer {}

  /**
   * A whole tensor.
   *
   * @param base index of its first element
   * @param shape per axis a long; empty where nothing is guarded
   * @param strides per axis a long
   */
  record Whole(DType dtype, Local array, Local base, List<Local> shape, List<Local> strides)
      implements Buffer {
    public Whole {
      shape = List.copyOf(shape);
      strides = List.copyOf(strides);
    }
  }

  /**
   * A tensor whose place is known when the code is written.
   *
   * @param array null where the element at an address is the address
   * @param keptRank axes of the domain that are kept
   */
  record Placed(DType dtype, Local array, int keptRank, long base, long[] shape, long[] strides)
      implements Buffer {}

  /** A tensor without elements: nothing is ever loaded or stored. */
  record Empty(DType dtype) implements Buffer {
    @Override
    public Local array() {
      return null;
    }
  }

  /** An array of the kernel's own, addressed by position. */
  record Own(DType dtype, Local array) implements Buffer {}
}
