// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class WorkerGrid1D implements WorkerGrid {
  private final long[] global;
  private long[] local;

  public WorkerGrid1D(int x) {
    this.global = new long[] {x, 1, 1};
  }

  public void setLocalWork(long x, long y, long z) {
    this.local = new long[] {x, y, z};
  }

  @Override
  public long[] getGlobalWork() {
    return global;
  }

  @Override
  public long[] getLocalWork() {
    return local;
  }
}
