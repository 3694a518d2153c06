// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.program.Dim;

/**
 * Start and size of {@code a[from:to:step]} on an axis, as sizes: bounds count from the end where
 * negative, and are cut to the axis. The forms are canonical, so that slices of equal length have
 * equal sizes: {@code a[1:]} and {@code a[:-1]} are both {@code max(n - 1, 0)} long.
 */
record SliceDims(Dim start, Dim size, long step) {
  /** Floor division by this tells the sign of any size: 0 or -1. */
  private static final Dim HUGE = Dim.of(1L << 62);

  /**
   * @param from null where the text has none
   * @param to null where the text has none
   * @param step not 0
   */
  static SliceDims of(Sizes sizes, Dim n, Dim from, Dim to, long step) {
    Dim start = step > 0 ? forwardStart(sizes, n, from) : backwardStart(sizes, n, from);
    Dim run = step > 0 ? forwardRun(sizes, n, from, to) : backwardRun(sizes, n, from, to);
    long stride = Math.abs(step);
    Dim size = stride == 1 ? run : run.plus(stride - 1).floorDiv(Dim.of(stride));
    return new SliceDims(start, size, step);
  }

  private static Dim forwardStart(Sizes sizes, Dim n, Dim from) {
    return from == null ? Dim.ZERO : cut(sizes, n, from);
  }

  /** A bound, counted from the start and within 0 to n. */
  private static Dim cut(Sizes sizes, Dim n, Dim bound) {
    if (isNegative(bound)) {
      return sizes.natural(n.plus(bound));
    }
    return min(sizes, sizes.natural(fromStart(sizes, n, bound)), n);
  }

  /** How far a forward slice reaches. */
  private static Dim forwardRun(Sizes sizes, Dim n, Dim from, Dim to) {
    boolean fromConstant = from == null || from.isConstant();
    boolean toConstant = to == null || to.isConstant();
    if (fromConstant && toConstant) {
      long first = from == null ? 0 : from.constant();
      if (to == null) {
        return first >= 0 ? sizes.natural(n.plus(-first)) : min(sizes, Dim.of(-first), n);
      }
      if (first >= 0 && to.constant() < 0) {
        return sizes.natural(n.plus(to.constant() - first));
      }
      if (first >= 0 && to.constant() >= 0) {
        return between(sizes, n, first, to.constant());
      }
    }
    if (to == null && sizes.isNatural(from)) {
      return sizes.natural(n.minus(from));
    }
    if (from == null || from.is(0)) {
      return cut(sizes, n, to);
    }
    Dim end = to == null ? n : cut(sizes, n, to);
    return sizes.natural(end.minus(cut(sizes, n, from)));
  }

  private static Dim between(Sizes sizes, Dim n, long first, long end) {
    if (end <= first) {
      return Dim.ZERO;
    }
    Dim reach = min(sizes, n, Dim.of(end));
    return first == 0 ? reach : sizes.natural(reach.plus(-first));
  }

  private static Dim backwardStart(Sizes sizes, Dim n, Dim from) {
    Dim last = n.plus(-1);
    return sizes.natural(from == null ? last : reachBack(sizes, n, from));
  }

  /** A bound of a backward slice, within -1 to n - 1. */
  private static Dim reachBack(Sizes sizes, Dim n, Dim bound) {
    Dim least = Dim.of(-1);
    if (isNegative(bound)) {
      Dim place = n.plus(bound);
      return sizes.isNatural(place.plus(1)) ? place : place.max(least);
    }
    Dim place = fromStart(sizes, n, bound);
    return min(sizes, sizes.isNatural(place.plus(1)) ? place : place.max(least), n.plus(-1));
  }

  /** How far a backward slice reaches. */
  private static Dim backwardRun(Sizes sizes, Dim n, Dim from, Dim to) {
    Dim first = from == null ? n.plus(-1) : reachBack(sizes, n, from);
    Dim end = to == null ? Dim.of(-1) : reachBack(sizes, n, to);
    return sizes.natural(first.minus(end));
  }

  private static boolean isNegative(Dim bound) {
    return bound.isConstant() && bound.constant() < 0;
  }

  /** The bound itself, or with n added where it is negative. */
  static Dim fromStart(Sizes sizes, Dim n, Dim bound) {
    return sizes.isNatural(bound) ? bound : bound.minus(bound.floorDiv(HUGE).times(n));
  }

  private static Dim min(Sizes sizes, Dim a, Dim b) {
    if (sizes.isNatural(b.minus(a))) {
      return a;
    }
    if (sizes.isNatural(a.minus(b))) {
      return b;
    }
    // One fixed order, so that equal sizes are equal.
    return a.isConstant() ? b.min(a) : a.min(b);
  }
}
