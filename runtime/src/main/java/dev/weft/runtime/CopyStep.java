// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/** Copies the elements of one slot into another of the same shape. */
final class CopyStep implements Prepared {
  private final int into;
  private final int from;
  private final Device.Session session;
  private final Object[] arrays = new Object[2];
  private final long[] offsets = new long[2];
  private Strided intoLayout;
  private Strided fromLayout;
  private Device.Launch launch;

  CopyStep(int into, int from, Device.Session session) {
    this.into = into;
    this.from = from;
    this.session = session;
  }

  @Override
  public void run(Run run) {
    Slots slots = run.slots;
    if (slots.arrays[into] == slots.arrays[from]) { // the views may overlap
      run.tensor(from).copyTo(run.tensor(into));
      return;
    }
    if (slots.layouts[into] != intoLayout || slots.layouts[from] != fromLayout) {
      intoLayout = slots.layouts[into];
      fromLayout = slots.layouts[from];
      launch = session.prepareCopy(fromLayout, intoLayout);
    }
    arrays[0] = slots.arrays[from];
    arrays[1] = slots.arrays[into];
    offsets[0] = slots.offsets[from];
    offsets[1] = slots.offsets[into];
    launch.run(arrays, offsets, run.options);
    arrays[0] = null;
    arrays[1] = null;
  }
}
