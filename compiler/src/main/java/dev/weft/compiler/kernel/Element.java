// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

/**
 * Which element of the domain is being computed, told from the loops around: naive loops run over
 * one axis each, scheduled ones over positions from where a parallel loop or a block starts.
 *
 * @param index of the naive loops
 * @param base where the parallel loop or, in a fold, the block stands
 * @param group the work group
 * @param kept position among the kept axes
 * @param reduced position among the reduced axes, or -1 outside a fold
 */
record Element(
    Domain domain,
    long[] index,
    Scheduled scheduled,
    long base,
    long group,
    long kept,
    long reduced) {

  /** What the loops so far were. */
  enum Scheduled {
    NO,
    PARALLEL,
    IN_BLOCK
  }

  static Element first(Domain domain) {
    return new Element(domain, new long[domain.kept().length], Scheduled.NO, 0, 0, 0, -1);
  }

  /** The element inside a loop whose variable is {@code at} and ends before {@code end}. */
  Element in(Stmt.Loop loop, long at, long end) {
    return switch (loop.axis()) {
      case PARALLEL -> with(Scheduled.PARALLEL, at, group, at, reduced);
      case GROUP -> with(scheduled, base, at, kept, reduced);
      case THREAD -> with(scheduled, base, group, group * end + at, reduced);
      case SERIAL, VECTOR -> inElementLoop(loop.end(), at);
    };
  }

  private Element inElementLoop(Atom end, long at) {
    if (end instanceof Atom.Extent(boolean ofReduced, int axis)
        && !ofReduced
        && axis != Atom.Extent.ALL) {
      long[] next = index.clone();
      next[axis] = at;
      long position = Domain.position(next, domain.kept());
      return new Element(domain, next, scheduled, base, group, position, reduced);
    }
    return switch (scheduled) {
      case NO -> this;
      case PARALLEL -> with(Scheduled.NO, base, group, base + at, reduced);
      case IN_BLOCK -> with(Scheduled.NO, base, group, kept, base + at);
    };
  }

  /** The elements of a block of a fold, before any of them. */
  Element inBlock(long start) {
    return with(Scheduled.IN_BLOCK, start, group, kept, start);
  }

  /** An element of a fold. */
  Element inFold(long at) {
    return with(Scheduled.NO, base, group, kept, at);
  }

  private Element with(Scheduled how, long base, long group, long kept, long reduced) {
    return new Element(domain, index, how, base, group, kept, reduced);
  }
}
