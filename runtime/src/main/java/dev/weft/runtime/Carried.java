// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Step;
import dev.weft.runtime.Slots.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The values that a loop carries from round to round. */
final class Carried {
  private final int[] initial;
  private final int[] current;
  private final int[] next;
  private final Object[] arrays;
  private final long[] offsets;
  private final Strided[] layouts;
  private final Owner[] owners;

  Carried(List<Step.Swap> swaps) {
    initial = swaps.stream().mapToInt(Step.Swap::initial).toArray();
    current = swaps.stream().mapToInt(Step.Swap::current).toArray();
    next = swaps.stream().mapToInt(Step.Swap::next).toArray();
    arrays = new Object[swaps.size()];
    offsets = new long[swaps.size()];
    layouts = new Strided[swaps.size()];
    owners = new Owner[swaps.size()];
  }

  /** Before the first round. */
  void start(Run run) {
    take(run.slots, initial);
    run.buffers.hold(current);
    run.round();
  }

  /** After a round; between rounds an interrupt ends the loop. */
  void advance(Run run) {
    take(run.slots, next);
    run.round();
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted in a loop");
    }
  }

  /** Moves all at once: a value may go where another one comes from. */
  private void take(Slots slots, int[] from) {
    for (int i = 0; i < from.length; i++) {
      arrays[i] = slots.arrays[from[i]];
      offsets[i] = slots.offsets[from[i]];
      layouts[i] = slots.layouts[from[i]];
      owners[i] = slots.owners[from[i]];
    }
    for (int i = 0; i < from.length; i++) {
      slots.set(current[i], arrays[i], offsets[i], layouts[i], owners[i]);
    }
    Arrays.fill(arrays, null);
  }
}
