// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.KernelCode;
import java.util.ArrayList;
import java.util.List;

/** One run of a fold, in the order that {@link Stmt.Fold} states. */
final class FoldExecution {
  private final Execution execution;
  private final Stmt.Fold fold;
  private final Environment environment;
  private final long[] extents;

  FoldExecution(Execution execution, Stmt.Fold fold, Environment environment) {
    this.execution = execution;
    this.fold = fold;
    this.environment = environment;
    this.extents = fold.axes().stream().mapToLong(a -> environment.integer(a.extent())).toArray();
  }

  void run() {
    if (fold.isScan()) {
      scan();
    } else {
      fold();
    }
  }

  private void fold() {
    Element outside = environment.element();
    long count = Domain.product(extents);
    List<List<List<Literal>>> blocks = new ArrayList<>();
    for (long start = 0; start < count; start += KernelCode.BLOCK) {
      blocks.add(block(outside, start, Math.min(count, start + KernelCode.BLOCK)));
    }
    environment.element(outside);
    bind(blocks.isEmpty() ? identity() : adjacentPairs(blocks));
  }

  private void scan() {
    Element outside = environment.element();
    List<List<Literal>> group = List.of();
    List<List<Literal>> inBlock = List.of();
    List<List<Literal>> all = List.of();
    List<List<Literal>> beforeGroup = List.of();
    List<List<Literal>> beforeBlock = List.of();
    for (long at = 0; at < extents[0]; at++) {
      if (at % KernelCode.BLOCK == 0) {
        beforeBlock = all;
        beforeGroup = List.of();
      } else if (at % KernelCode.SCAN_GROUP == 0) {
        beforeGroup = inBlock;
      }
      List<List<Literal>> values = element(outside, at);
      group = at % KernelCode.SCAN_GROUP == 0 ? values : combine(group, values);
      inBlock = beforeGroup.isEmpty() ? group : combine(beforeGroup, group);
      all = beforeBlock.isEmpty() ? inBlock : combine(beforeBlock, inBlock);
      bind(all);
      execution.run(fold.each(), environment);
    }
    environment.element(outside);
  }

  private void bind(List<List<Literal>> results) {
    for (int i = 0; i < results.size(); i++) {
      bind(fold.reductions().get(i).results(), results.get(i));
    }
  }

  private void bind(List<String> names, List<Literal> values) {
    for (int i = 0; i < values.size(); i++) {
      environment.bind(names.get(i), values.get(i));
    }
  }

  private List<List<Literal>> identity() {
    List<List<Literal>> results = new ArrayList<>();
    for (Stmt.Reduction reduction : fold.reductions()) {
      List<Literal> identity = reduction.monoid().identity(reduction.dtype());
      if (identity.isEmpty()) {
        throw new CompilerBug("interpreter", reduction.monoid() + " of no elements");
      }
      results.add(identity);
    }
    return results;
  }

  /** Per reduction the components of a block's result. */
  private List<List<Literal>> block(Element outside, long start, long end) {
    environment.bind(fold.blockVar(), start);
    environment.element(outside.inBlock(start));
    execution.run(fold.perBlock(), environment);
    List<List<List<Literal>>> accumulators = new ArrayList<>();
    for (long at = start; at < end; at++) {
      List<List<Literal>> values = element(outside, at);
      int slot = (int) ((at - start) % KernelCode.ACCUMULATORS);
      if (at - start < KernelCode.ACCUMULATORS) {
        accumulators.add(values);
      } else {
        accumulators.set(slot, combine(accumulators.get(slot), values));
      }
    }
    return halving(accumulators);
  }

  private List<List<Literal>> element(Element outside, long at) {
    long[] index = Domain.index(at, extents);
    for (int axis = 0; axis < index.length; axis++) {
      environment.bind(fold.axes().get(axis).var(), index[axis]);
    }
    environment.element(outside.inFold(at));
    execution.run(fold.body(), environment);
    return fold.reductions().stream().map(r -> environment.values(r.values())).toList();
  }

  private List<List<Literal>> halving(List<List<List<Literal>>> accumulators) {
    int m = accumulators.size();
    while (m > 1) {
      int h = (m + 1) / 2;
      for (int j = 0; j < m - h; j++) {
        accumulators.set(j, combine(accumulators.get(j), accumulators.get(j + h)));
      }
      m = h;
    }
    return accumulators.getFirst();
  }

  /** A block without a partner goes to the next level as it is. */
  private List<List<Literal>> adjacentPairs(List<List<List<Literal>>> blocks) {
    List<List<List<Literal>>> level = blocks;
    while (level.size() > 1) {
      List<List<List<Literal>>> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        boolean paired = i + 1 < level.size();
        next.add(paired ? combine(level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = next;
    }
    return level.getFirst();
  }

  private List<List<Literal>> combine(List<List<Literal>> x, List<List<Literal>> y) {
    List<List<Literal>> results = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      Stmt.Reduction reduction = fold.reductions().get(i);
      results.add(
          reduction.monoid().combine(execution.evaluator(), reduction.dtype(), x.get(i), y.get(i)));
    }
    return results;
  }
}
