// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Prim;
import dev.weft.program.KernelCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tile of one parameter in local memory, which the threads of a group bring together.
 *
 * @param let by which an element of the fold reads the parameter
 * @param local the array; the elements of one step along the fold lie side by side
 * @param alongRow true if it is the same all along a column, false if all along a row
 * @param width how many elements a step has
 * @param spots what one thread brings
 */
record Staged(Stmt.Let let, String local, boolean alongRow, int width, List<Spot> spots) {
  static final int DEPTH = KernelCode.ACCUMULATORS;

  /**
   * An element that a thread brings at a time.
   *
   * @param kept its index among the kept axes
   * @param step how many steps along the fold it lies behind the first
   * @param place in the array
   */
  record Spot(List<Atom> kept, Atom step, Atom place) {}

  /** Where the element of the tile with a number lies among the kept axes. */
  interface Places {
    List<Atom> at(Atom number);
  }

  /**
   * The same, shared out among threads.
   *
   * @param thread its number in the group
   * @param threads of the group, a power of two, at least as many as there are elements of a step
   * @param deep true if neighbours in memory lie along the fold, false if they lie side by side
   */
  Staged sharedOut(Recording to, Atom thread, int threads, boolean deep, Places places) {
    List<Spot> own = new ArrayList<>();
    int near = deep ? DEPTH : width;
    Atom fast = to.apply(Prim.AND, thread, to.i64(near - 1));
    Atom slow = to.apply(Prim.SHR, thread, to.i64(Integer.numberOfTrailingZeros(near)));
    for (int s = 0; s < DEPTH * width / threads; s++) {
      Atom far = to.add(slow, to.i64((long) s * (threads / near)));
      Atom number = deep ? far : fast;
      Atom step = deep ? fast : far;
      Atom place = to.add(to.mul(step, to.i64(pitch())), number);
      own.add(new Spot(places.at(number), step, place));
    }
    return new Staged(let, local, alongRow, width, own);
  }

  /** One more than is needed, so that elements of neighbouring steps lie in different banks. */
  private int pitch() {
    return width + 1;
  }

  Stmt alloc() {
    return new Stmt.Alloc(local, let.dtype(), DEPTH * pitch(), Stmt.Space.LOCAL);
  }

  /**
   * Brings the elements of the next steps.
   *
   * @param first the first of them
   * @param steps how many are left; instead of those beyond, the last is brought again
   * @param reduced extents along the fold
   */
  void bring(Recording to, Atom first, int steps, long[] reduced) {
    long all = Arrays.stream(reduced).reduce(1, Math::multiplyExact);
    for (Spot spot : spots) {
      Atom step = to.add(first, spot.step());
      Atom inside = steps < DEPTH ? to.apply(Prim.MIN, step, to.i64(all - 1)) : step;
      List<Atom> index = new ArrayList<>(spot.kept());
      index.addAll(Unravel.of(to, inside, reduced));
      String param = ((Operation.Load) let.operation()).buffer();
      Atom value = to.record(let.dtype(), new Operation.Load(param, new Index.At(index)));
      to.add(new Stmt.Store(local, new Index.At(List.of(spot.place())), value));
    }
  }

  /** Reads an element of a step. */
  Atom load(Recording to, int step, Atom number) {
    Atom place = to.add(number, to.i64((long) step * pitch()));
    return to.record(let.dtype(), new Operation.Load(local, new Index.At(List.of(place))));
  }
}
