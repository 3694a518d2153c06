// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.type.CompilerBug;

/** Where in its windows a loop body stands: how the index of an element is pushed. */
sealed interface Position {

  /** Pushes the index of the element in a window's array. */
  void push(Code code, Local base);

  /** Pushes the element's position in the window. */
  void pushElement(Code code);

  /** Tells the frame of a failed check; the frame and the check's site are on the stack. */
  default void fault(Code code) {
    pushElement(code);
    code.invokeVirtual(Types.FRAME, "fault", "(II)V");
  }

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

  /**
   * A thread of a group, which computes one element of the domain.
   *
   * @param keptRank kept axes of the domain
   * @param kept its row-major position among the kept axes, a long
   * @param block in a fold the position at which the block at hand starts, a long; else null
   * @param count in a fold how many elements of the block are done; else null
   */
  record OfThread(int keptRank, Local kept, Local block, Local count) implements Position {
    @Override
    public void push(Code code, Local base) {
      throw new CompilerBug("jvm", "a thread of a group has no windows");
    }

    @Override
    public void pushElement(Code code) {
      throw new CompilerBug("jvm", "a thread of a group has no windows");
    }

    @Override
    public void fault(Code code) {
      code.load(kept);
      if (block == null) {
        code.constant(-1L);
      } else {
        code.load(block);
        code.load(count);
        code.op(Code.I2L);
        code.op(Code.LADD);
      }
      code.invokeVirtual(Types.FRAME, "fault", "(IJJ)V");
    }
  }

  /**
   * There are no windows: the kernel loops by itself.
   *
   * @param keptRank kept axes of the domain
   * @param group the number of the group at hand, a long; null outside loops over groups
   */
  record Alone(int keptRank, Local group) implements Position {
    static final Alone UNPLACED = new Alone(0, null);

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
