// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.target;

/**
 * How large kernels of a target may be, and how they are shared out.
 *
 * @param parameters the most tensors that a kernel reads and writes
 * @param operations the most operations of a kernel
 * @param groupSize threads of a group, a power of two; 1 where there are no groups
 */
public record Limits(int parameters, int operations, int groupSize) {
  public Limits {
    if (parameters < 1 || operations < 1 || Integer.bitCount(groupSize) != 1 || groupSize < 1) {
      throw new IllegalArgumentException("limits too low for any kernel");
    }
  }
}
