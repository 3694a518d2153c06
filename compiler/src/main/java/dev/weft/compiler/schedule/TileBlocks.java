// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import dev.weft.program.KernelCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fold of a thread over tiles that its group brings, block by block in the order of {@link
 * Stmt.Fold}. A tile has a step per accumulator.
 */
record TileBlocks(
    ThreadFold thread, Nest.Folded fold, List<Staged> staged, long[] reduced, TileResults results) {
  private static final int LANES = KernelCode.ACCUMULATORS;

  /** Writes the fold; gives what comes of it per result of the thread. */
  List<List<Atom>> write(Recording to) {
    long depth = depth();
    long blocks = (depth + KernelCode.BLOCK - 1) / KernelCode.BLOCK;
    long alike = depth % LANES == 0 && blocks > 1 ? blocks : depth / KernelCode.BLOCK;
    int levels = Long.SIZE - Long.numberOfLeadingZeros(blocks);
    List<List<Atom>> waiting =
        alike == 0
            ? Collections.nCopies(levels * results.count(), List.of())
            : thread.loop(
                to,
                to.i64(alike),
                levels * results.count(),
                (round, number, sofar) -> alike(round, number, sofar, levels));
    long start = alike * KernelCode.BLOCK;
    List<List<Atom>> last =
        alike == blocks
            ? List.of()
            : block(to, to.i64(start), to.i64((depth - start) / LANES), depth - start);
    List<List<Atom>> values = new ArrayList<>();
    for (int r = 0; r < results.count(); r++) {
      List<List<Atom>> own = new ArrayList<>(waiting.subList(r * levels, (r + 1) * levels));
      if (alike < blocks) {
        thread.count(to, alike, own, last.get(r));
      }
      values.add(thread.finish(to, blocks, own));
    }
    return values;
  }

  /** One of the blocks that differ in nothing but how many tiles they have. */
  private List<List<Atom>> alike(Recording to, Atom number, List<List<Atom>> waiting, int levels) {
    long depth = depth();
    Atom start = times(to, number, KernelCode.BLOCK);
    boolean whole = depth % KernelCode.BLOCK == 0 || depth % LANES != 0;
    Atom most = to.i64(KernelCode.BLOCK / LANES);
    Atom rest = to.sub(to.i64(depth), start);
    Atom left = to.apply(Prim.SHR, rest, to.i64(Integer.numberOfTrailingZeros(LANES)));
    Atom tiles = whole ? most : to.apply(Prim.MIN, left, most);
    List<List<Atom>> values = block(to, start, tiles, KernelCode.BLOCK);
    List<List<Atom>> next = new ArrayList<>();
    for (int r = 0; r < results.count(); r++) {
      List<List<Atom>> own = waiting.subList(r * levels, (r + 1) * levels);
      next.addAll(thread.count(to, number, own, values.get(r)));
    }
    return next;
  }

  /**
   * One block of the fold.
   *
   * @param steps how many it has, or any number of whole tiles
   */
  private List<List<Atom>> block(Recording to, Atom start, Atom whole, long steps) {
    int used = (int) Math.min(steps, LANES);
    int ragged = (int) (steps % LANES);
    List<List<Atom>> accumulators = new ArrayList<>();
    if (steps >= LANES) {
      accumulators.addAll(
          thread.loop(
              to,
              whole,
              LANES * results.count(),
              (round, number, sofar) -> {
                Atom first = round.add(start, times(round, number, LANES));
                return tile(round, first, LANES, sofar);
              }));
    }
    if (ragged > 0) {
      Atom first = to.add(start, times(to, whole, LANES));
      List<List<Atom>> last = tile(to, first, ragged, accumulators);
      accumulators.subList(0, Math.min(last.size(), accumulators.size())).clear();
      accumulators.addAll(0, last);
    }
    List<List<Atom>> values = new ArrayList<>();
    for (int r = 0; r < results.count(); r++) {
      List<List<Atom>> own = new ArrayList<>();
      for (int lane = 0; lane < used; lane++) {
        own.add(accumulators.get(lane * results.count() + r));
      }
      values.add(thread.halve(to, own));
    }
    return values;
  }

  /**
   * Brings a tile and takes its elements into the accumulators.
   *
   * @param steps how many it has, at most one per accumulator
   * @param sofar the accumulators, or none if these are the first elements
   */
  private List<List<Atom>> tile(Recording to, Atom first, int steps, List<List<Atom>> sofar) {
    staged.forEach(each -> each.bring(to, first, steps, reduced));
    to.add(new Stmt.Barrier());
    List<List<Atom>> next = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      List<Map<String, Atom>> read = new ArrayList<>();
      for (int r = 0; r < results.count(); r++) {
        read.add(read(to, step, r, read));
        List<Atom> values = element(to, read.getLast());
        int at = next.size();
        next.add(sofar.isEmpty() ? values : thread.combine(to, sofar.get(at), values));
      }
    }
    to.add(new Stmt.Barrier());
    return next;
  }

  /** Reads what one element is made of; what another result of the thread has read is shared. */
  private Map<String, Atom> read(
      Recording to, int step, int result, List<Map<String, Atom>> before) {
    Map<String, Atom> read = new HashMap<>();
    for (Staged each : staged) {
      boolean alongRow = each.alongRow();
      int same = alongRow ? results.above(result) : results.before(result);
      Atom value =
          same < result
              ? before.get(same).get(each.let().name())
              : each.load(to, step, results.place(to, result, alongRow));
      read.put(each.let().name(), value);
    }
    return read;
  }

  /** Computes the values of one element. */
  private List<Atom> element(Recording to, Map<String, Atom> read) {
    Map<String, Atom> known = new HashMap<>(read);
    Elements.copy(to, fold.body(), known, index -> index);
    return fold.values().stream().map(Elements.renamed(known)).toList();
  }

  private static Atom times(Recording to, Atom x, int power) {
    return to.apply(Prim.SHL, x, to.i64(Integer.numberOfTrailingZeros(power)));
  }

  private long depth() {
    return Arrays.stream(reduced).reduce(1, Math::multiplyExact);
  }
}
