// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Step;
import dev.weft.tensor.Tensor;

/** Finds the places at which a mask holds, in order. */
final class PositionsStep implements Prepared {
  private static final int WINDOW = 4096;

  private final Step.Positions step;
  private final boolean[] window = new boolean[WINDOW];

  PositionsStep(Step.Positions step) {
    this.step = step;
  }

  @Override
  public void run(Run run) {
    Tensor mask = run.tensor(step.mask());
    Slots slots = run.slots;
    long[] into = (long[]) slots.arrays[step.into()];
    int found = (int) slots.offsets[step.into()];
    int end = found + (int) slots.layouts[step.into()].size();
    for (long at = 0; found < end; at += WINDOW) {
      int count = (int) Math.min(WINDOW, mask.size() - at);
      mask.read(at, count, window, 0);
      found = places(window, count, at, into, found, end);
    }
  }

  /** Every place is written, and kept if it is one: branches of random outcome are dear. */
  private static int places(boolean[] mask, int count, long first, long[] into, int from, int end) {
    int found = from;
    for (int i = 0; i < count && found < end; i++) {
      into[found] = first + i;
      found += mask[i] ? 1 : 0;
    }
    return found;
  }
}
