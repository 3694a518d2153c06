// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * The one order in which many elements become one: blocks of {@link KernelCode#BLOCK}; element i of
 * a block goes to accumulator i mod {@link KernelCode#ACCUMULATORS}; accumulators are halved, then
 * blocks are paired with their neighbours. So sums have the bits that kernels give.
 */
record Folding(Algebra<Literal> algebra, Monoid monoid, DType dtype) {

  /**
   * @param element the components of the element at a position
   * @return the components of the result
   */
  List<Literal> fold(int count, IntFunction<List<Literal>> element) {
    List<List<Literal>> blocks = new ArrayList<>();
    for (int start = 0; start < count; start += KernelCode.BLOCK) {
      blocks.add(block(start, Math.min(count, start + KernelCode.BLOCK), element));
    }
    if (blocks.isEmpty()) {
      List<Literal> identity = monoid.identity(dtype);
      if (identity.isEmpty()) {
        throw new CompilerBug("graph interpreter", "no guard against " + monoid + " of nothing");
      }
      return identity;
    }
    while (blocks.size() > 1) {
      List<List<Literal>> next = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i += 2) {
        boolean paired = i + 1 < blocks.size();
        next.add(paired ? combine(blocks.get(i), blocks.get(i + 1)) : blocks.get(i));
      }
      blocks = next;
    }
    return blocks.getFirst();
  }

  /**
   * Elements {@code 0 .. last} as a scan combines them: one after another in a group of {@link
   * KernelCode#SCAN_GROUP}, groups of a block one after another, blocks one after another.
   */
  List<Literal> scan(int last, IntFunction<List<Literal>> element) {
    return inOrder(
        0,
        last,
        KernelCode.BLOCK,
        (start, end) ->
            inOrder(
                start,
                end,
                KernelCode.SCAN_GROUP,
                (from, to) -> inOrder(from, to, 1, (i, _) -> element.apply(i))));
  }

  /** Parts of a size, the last one as it comes, combined one after another. */
  private List<Literal> inOrder(
      int start, int last, int size, BiFunction<Integer, Integer, List<Literal>> part) {
    List<Literal> sofar = List.of();
    for (int from = start; from <= last; from += size) {
      List<Literal> next = part.apply(from, Math.min(last, from + size - 1));
      sofar = sofar.isEmpty() ? next : combine(sofar, next);
    }
    return sofar;
  }

  private List<Literal> block(int start, int end, IntFunction<List<Literal>> element) {
    List<List<Literal>> accumulators = new ArrayList<>();
    for (int i = start; i < end; i++) {
      int slot = (i - start) % KernelCode.ACCUMULATORS;
      if (slot == accumulators.size()) {
        accumulators.add(element.apply(i));
      } else {
        accumulators.set(slot, combine(accumulators.get(slot), element.apply(i)));
      }
    }
    int used = accumulators.size();
    while (used > 1) {
      int half = (used + 1) / 2;
      for (int i = 0; i + half < used; i++) {
        accumulators.set(i, combine(accumulators.get(i), accumulators.get(i + half)));
      }
      used = half;
    }
    return accumulators.getFirst();
  }

  private List<Literal> combine(List<Literal> x, List<Literal> y) {
    return monoid.combine(algebra, dtype, x, y);
  }
}
