// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.runtime.Slots.Owner;
import dev.weft.tensor.DType;

/** Gives a slot the value of a size. */
final class SizeStep implements Prepared {
  private final int slot;
  private final long[] memory;
  private final Strided layout = Strided.rowMajor(DType.I64);

  SizeStep(int slot, long size) {
    this.slot = slot;
    this.memory = new long[] {size};
  }

  @Override
  public void run(Run run) {
    run.slots.set(slot, memory, 0, layout, Owner.PROGRAM);
  }
}
