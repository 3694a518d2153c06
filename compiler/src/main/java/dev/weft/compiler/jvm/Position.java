// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.type.CompilerBug;

/** Where in its windows a loop body stands: how the index of an element is pushed. */
sealed interface Position {

  /** Pushes the index of the element in a window's array. */
  void push(Code code, Local base);

  /** Pushes the element's position in the window. */
  void pushElement(Code code);

  /**
   * Element {@code index + offset + constant} of every window.
   *
   * @param offset a local, or null for 0
   */
  record InWindow(Local index, Local offset, int constant) implements Position {
    static InWindow of(Local index) {
      return new InWindow(index, null, 0);
    }

    @Override
    public void push(Code code, Local base) {
      pushElement(code);
      if (base != null) {
        code.load(base);
        code.op(Code.IADD);
      }
    }

    @Override
    public void pushElement(Code code) {
      code.load(index);
      if (offset != null) {
        code.load(offset);
        code.op(Code.IADD);
      }
      if (constant != 0) {
        code.constant(constant);
        code.op(Code.IADD);
      }
    }
  }

  /**
   * All windows begin at the same index; {@code index} counts from there.
   *
   * @param start a local, or null for 0
   */
  record Shared(Local index, Local start) implements Position {
    @Override
    public void push(Code code, Local base) {
      code.load(index);
    }

    @Override
    public void pushElement(Code code) {
      code.load(index);
      if (start != null) {
        code.load(start);
        code.op(Code.ISUB);
      }
    }
  }

  /** There are no windows: the kernel loops by itself. */
  record None() implements Position {
    @Override
    public void push(Code code, Local base) {
      throw new CompilerBug("jvm", "a window is used outside an element loop");
    }

    @Override
    public void pushElement(Code code) {
      code.constant(0);
    }
  }
}
