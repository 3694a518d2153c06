// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import java.util.Comparator;
import java.util.concurrent.CancellationException;

/**
 * What one thread hands to a kernel body: windows, accumulators, scratch and the fault cell. The
 * fields are public and plain because generated code reads them in its prologue.
 */
public final class Frame {
  private static final Comparator<LaunchFault> IN_ORDER =
      Comparator.comparingLong(LaunchFault::kept)
          .thenComparing(LaunchFault::reduced, Long::compareUnsigned)
          .thenComparingInt(LaunchFault::site);

  /** Per parameter the Java array that holds its window. */
  public final Object[] arrays;

  /** Per parameter the index of its window's first element. */
  public final int[] bases;

  /** Per parameter how far its window moves from one row to the next, for {@code rows}. */
  public final int[] steps;

  /** Per parameter addressed as a whole its shape, else null. */
  public final long[][] shapes;

  /** Per parameter addressed as a whole its strides in elements, else null. */
  public final long[][] strides;

  /** Per accumulator component its array. */
  public final Object[] accumulators;

  /** Per scratch slot an array of {@code KernelCode.BLOCK} elements. */
  public final Object[] scratch;

  /** Extents of the kept axes and then of the reduced axes, for kernels that loop by themselves. */
  public long[] extents = {};

  private int faultSite = -1;
  private int faultElement = Integer.MAX_VALUE;
  private LaunchFault located;

  public Frame(int parameters, int accumulatorCount, int scratchCount) {
    this.arrays = new Object[parameters];
    this.bases = new int[parameters];
    this.steps = new int[parameters];
    this.shapes = new long[parameters][];
    this.strides = new long[parameters][];
    this.accumulators = new Object[accumulatorCount];
    this.scratch = new Object[scratchCount];
  }

  /** Called now and then by loops that compute no elements: an interrupt ends them. */
  public static void poll() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted in a loop");
    }
  }

  /**
   * Notes that a check failed at element {@code i} of the window; the smallest element is kept, and
   * of its checks the one with the lowest site, whatever the order of the stages.
   */
  public void fault(int site, int i) {
    if (faultSite < 0 || i < faultElement || i == faultElement && site < faultSite) {
      faultSite = site;
      faultElement = i;
    }
  }

  /**
   * Notes that a check failed in a kernel that knows which element of the domain it computes; the
   * first in row-major order is kept, and of its checks the one with the lowest site.
   *
   * @param kept position among the kept axes
   * @param reduced position among the reduced axes, or -1 outside the fold, which is after it
   */
  public void fault(int site, long kept, long reduced) {
    LaunchFault fault = new LaunchFault(site, kept, reduced);
    if (located == null || IN_ORDER.compare(fault, located) < 0) {
      located = fault;
    }
  }

  /** The first failed element of a kernel that knows its elements, or null. */
  public LaunchFault locatedFault() {
    return located;
  }

  /** The failed check's number, or -1. */
  public int faultSite() {
    return faultSite;
  }

  /** The failed element's position in its window. */
  public int faultElement() {
    return faultElement;
  }

  /** Forgets the fault. */
  public void clearFault() {
    faultSite = -1;
    faultElement = Integer.MAX_VALUE;
    located = null;
  }
}
