// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;

/** Stands in for the class of this name in tests without TornadoVM: one thread of a group. */
public final class KernelContext {
  public final Integer globalIdx;
  public final Integer groupIdx;
  public final Integer localIdx;
  private final Group group;
  private int allocated;

  /** What the threads of a group share. */
  static final class Group {
    private final CyclicBarrier barrier;
    private final List<Object> local = new ArrayList<>();

    Group(int threads) {
      this.barrier = new CyclicBarrier(threads);
    }

    /** The array allocated as the n-th of a thread is the same for all. */
    synchronized Object local(int number, Supplier<Object> array) {
      if (number == local.size()) {
        local.add(array.get());
      }
      return local.get(number);
    }
  }

  public KernelContext() {
    this(0, 0, 1, null);
  }

  KernelContext(int group, int local, int size, Group shared) {
    this.groupIdx = group;
    this.localIdx = local;
    this.globalIdx = group * size + local;
    this.group = shared;
  }

  public void localBarrier() {
    try {
      group.barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  public void globalBarrier() {
    localBarrier();
  }

  public int[] allocateIntLocalArray(int size) {
    return (int[]) group.local(allocated++, () -> new int[size]);
  }

  public long[] allocateLongLocalArray(int size) {
    return (long[]) group.local(allocated++, () -> new long[size]);
  }

  public float[] allocateFloatLocalArray(int size) {
    return (float[]) group.local(allocated++, () -> new float[size]);
  }

  public double[] allocateDoubleLocalArray(int size) {
    return (double[]) group.local(allocated++, () -> new double[size]);
  }
}
