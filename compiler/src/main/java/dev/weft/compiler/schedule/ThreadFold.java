// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * What one thread keeps of a fold under names of its own, without arrays: tuples of values, one
 * value per component of the reductions.
 */
record ThreadFold(List<Stmt.Reduction> reductions, Names names) {

  /** A round of a loop: what it adds, its number, and the tuples before it. */
  interface Round {
    /** The tuples after it. */
    List<List<Atom>> next(Recording round, Atom number, List<List<Atom>> tuples);
  }

  /** The dtypes of a tuple. */
  static List<DType> dtypes(List<Stmt.Reduction> reductions) {
    return reductions.stream().flatMap(r -> r.monoid().components(r.dtype()).stream()).toList();
  }

  Recording block() {
    return new Recording(names.fresh("v") + "_");
  }

  List<Atom> combine(Recording to, List<Atom> x, List<Atom> y) {
    return Stmt.Reduction.combine(reductions, to, x, y);
  }

  /** A loop that begins with tuples which change nothing when combined with others. */
  List<List<Atom>> loop(Recording to, Atom rounds, int tuples, Round round) {
    List<DType> dtypes = dtypes(reductions);
    List<Literal> neutral =
        reductions.stream().flatMap(r -> r.monoid().neutral(r.dtype()).stream()).toList();
    List<Stmt.Carried> carried = new ArrayList<>();
    List<List<Atom>> before = new ArrayList<>();
    for (int t = 0; t < tuples; t++) {
      List<Atom> tuple = new ArrayList<>();
      for (int c = 0; c < dtypes.size(); c++) {
        Atom.Ref name = new Atom.Ref(names.fresh("a"), dtypes.get(c));
        carried.add(new Stmt.Carried(name.name(), name.dtype(), new Atom.Const(neutral.get(c))));
        tuple.add(name);
      }
      before.add(tuple);
    }
    Atom.Ref number = names.position("t");
    Recording inside = block();
    List<Atom> next = round.next(inside, number, before).stream().flatMap(List::stream).toList();
    Atom zero = to.i64(0);
    to.add(
        new Stmt.Loop(
            Axis.SERIAL, number.name(), zero, rounds, 1, carried, inside.statements(), next));
    return before;
  }

  /** Combines the accumulators of a block. */
  List<Atom> halve(Recording to, List<List<Atom>> accumulators) {
    List<List<Atom>> left = new ArrayList<>(accumulators);
    while (left.size() > 1) {
      int half = (left.size() + 1) / 2;
      for (int j = 0; half + j < left.size(); j++) {
        left.set(j, combine(to, left.get(j), left.get(half + j)));
      }
      left.subList(half, left.size()).clear();
    }
    return left.getFirst();
  }

  /**
   * Hands the result of a block up, as in counting: the results of 2^l blocks wait at level l until
   * an equal neighbour is done.
   *
   * @param number of the block
   * @param waiting per level what waits there
   * @return what waits there then
   */
  List<List<Atom>> count(Recording to, Atom number, List<List<Atom>> waiting, List<Atom> result) {
    List<List<Atom>> next = new ArrayList<>();
    List<Atom> value = result;
    Atom up = to.bool(true);
    for (int level = 0; level < waiting.size(); level++) {
      Atom bit = to.apply(Prim.AND, number, to.i64(1L << level));
      Atom free = to.eq(bit, to.i64(0));
      Atom stays = level == 0 ? free : to.apply(Prim.AND, up, free);
      next.add(select(to, stays, value, waiting.get(level)));
      if (level + 1 < waiting.size()) {
        up =
            level == 0
                ? to.apply(Prim.NOT, free)
                : to.apply(Prim.AND, up, to.apply(Prim.NOT, free));
        value = select(to, up, combine(to, waiting.get(level), value), value);
      }
    }
    return next;
  }

  private static List<Atom> select(Recording to, Atom which, List<Atom> x, List<Atom> y) {
    List<Atom> selected = new ArrayList<>();
    for (int c = 0; c < x.size(); c++) {
      selected.add(to.select(which, x.get(c), y.get(c)));
    }
    return selected;
  }

  /** Hands up the result of one block more, the number of those before it being known. */
  void count(Recording to, long before, List<List<Atom>> waiting, List<Atom> result) {
    List<Atom> value = result;
    int level = 0;
    for (; (before >> level & 1) == 1; level++) {
      value = combine(to, waiting.get(level), value);
    }
    waiting.set(level, value);
  }

  /** Combines what waits after some blocks, from the lowest level up. */
  List<Atom> finish(Recording to, long blocks, List<List<Atom>> waiting) {
    List<Atom> value = null;
    for (int level = 0; level < waiting.size(); level++) {
      if ((blocks >> level & 1) == 1) {
        List<Atom> here = waiting.get(level);
        value = value == null ? here : combine(to, here, value);
      }
    }
    return value;
  }
}
