// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Monoid;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** A statement of a kernel. Names are bound once in a kernel and seen until their block ends. */
public sealed interface Stmt {

  /** Binds a name. */
  record Let(String name, DType dtype, Operation operation) implements Stmt {
    public Atom.Ref ref() {
      return new Atom.Ref(name, dtype);
    }
  }

  /** Writes an element of a parameter, or of a scratch or local array. */
  record Store(String buffer, Index index, Atom value) implements Stmt {}

  /**
   * Runs {@code var} from {@code first} while it is less than {@code end}, by {@code step} (at
   * least 1). Carried names start at their initial values, take {@code next} after each round, and
   * stay bound after the loop.
   */
  record Loop(
      Axis axis,
      String var,
      Atom first,
      Atom end,
      long step,
      List<Carried> carried,
      List<Stmt> body,
      List<Atom> next)
      implements Stmt {
    public Loop {
      carried = List.copyOf(carried);
      body = List.copyOf(body);
      next = List.copyOf(next);
    }

    /** The same loop around other statements. */
    public Loop withBody(List<Stmt> other) {
      return new Loop(axis, var, first, end, step, carried, other, next);
    }
  }

  /** A value carried round a loop. */
  record Carried(String name, DType dtype, Atom initial) {}

  /**
   * Runs {@code test}; while {@code condition} holds, the body, and the test again. At most {@code
   * limit} rounds; at the limit the check {@code site} fails.
   */
  record While(
      List<Carried> carried,
      List<Stmt> test,
      Atom condition,
      Atom limit,
      int site,
      List<Stmt> body,
      List<Atom> next)
      implements Stmt {
    public While {
      carried = List.copyOf(carried);
      test = List.copyOf(test);
      body = List.copyOf(body);
      next = List.copyOf(next);
    }
  }

  /** Runs one of two blocks. */
  record If(Atom condition, List<Stmt> whenTrue, List<Stmt> whenFalse) implements Stmt {
    public If {
      whenTrue = List.copyOf(whenTrue);
      whenFalse = List.copyOf(whenFalse);
    }
  }

  /** An array of a constant number of elements, alive in its block. */
  record Alloc(String name, DType dtype, int size, Space space) implements Stmt {}

  /** Where an array lives. */
  enum Space {
    /** One per thread, block sized, shared by the stages of a kernel. */
    SCRATCH,
    /** One per work group of a GPU. */
    LOCAL
  }

  /**
   * Reduces over axes, in the one order of the project: elements in row-major order in blocks of
   * 1,024; element i of a block into accumulator i mod 32; the accumulators in use combined by
   * halving (while m &gt; 1: h = (m + 1) / 2; a[j] = combine(a[j], a[j + h]) for j &lt; m - h; m =
   * h); blocks combined in adjacent pairs, level by level. No element at all gives the identity.
   *
   * <p>A <em>scan</em> has another order, so that groups of elements, and blocks, can be begun
   * before those before them are done. Elements are combined one after another within a group of 8;
   * with that the result up to the end of the group before, within the block, is combined; and with
   * that the result up to the end of the block before.
   *
   * @param reductions what is reduced; their names are bound after the fold
   * @param axes the loops, outermost first; a scheduled fold has one, over linear positions
   * @param blockVar the position at which the present block starts; seen by {@code perBlock} and
   *     {@code body}
   * @param perBlock statements run once per block before its elements (stages); naive: empty
   * @param body statements run per element
   * @param each of a scan: statements run after each element, which see the results so far
   */
  record Fold(
      List<Reduction> reductions,
      List<FoldAxis> axes,
      String blockVar,
      List<Stmt> perBlock,
      List<Stmt> body,
      List<Stmt> each)
      implements Stmt {
    public Fold {
      reductions = List.copyOf(reductions);
      axes = List.copyOf(axes);
      perBlock = List.copyOf(perBlock);
      body = List.copyOf(body);
      each = List.copyOf(each);
    }

    /** A fold that is no scan. */
    public Fold(
        List<Reduction> reductions,
        List<FoldAxis> axes,
        String blockVar,
        List<Stmt> perBlock,
        List<Stmt> body) {
      this(reductions, axes, blockVar, perBlock, body, List.of());
    }

    /** True where the results so far are of use, not the last ones. */
    public boolean isScan() {
      return !each.isEmpty();
    }
  }

  /**
   * One reduction of a fold.
   *
   * @param dtype of the values reduced
   * @param results names of the components of the result
   * @param values per component the element's value, in terms of the fold's body
   */
  record Reduction(Monoid monoid, DType dtype, List<String> results, List<Atom> values) {
    public Reduction {
      results = List.copyOf(results);
      values = List.copyOf(values);
    }

    /** Combines two sets of values of several reductions, component by component. */
    public static <V> List<V> combine(
        List<Reduction> reductions, Algebra<V> a, List<V> x, List<V> y) {
      List<V> combined = new ArrayList<>();
      for (Reduction reduction : reductions) {
        int at = combined.size();
        int end = at + reduction.results.size();
        List<V> own = x.subList(at, end);
        combined.addAll(reduction.monoid.combine(a, reduction.dtype, own, y.subList(at, end)));
      }
      return combined;
    }
  }

  /** An axis of a fold: {@code var} runs from 0 to below {@code extent}. */
  record FoldAxis(Axis axis, String var, Atom extent) {}

  /** All threads of a group wait for each other. */
  record Barrier() implements Stmt {}

  /** The element fails at the kernel's site {@code site} unless {@code ok}; execution goes on. */
  record Check(Atom ok, int site) implements Stmt {}
}
