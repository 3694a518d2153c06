// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.runtime.Slots.Owner;
import dev.weft.tensor.DType;
import dev.weft.tensor.Identity;

/** Gives a slot the numbers from 0 on, without memory. */
final class IotaStep implements Prepared {
  private final int slot;
  private final Strided layout;

  IotaStep(int slot, long size) {
    this.slot = slot;
    this.layout =
        new Strided(
            DType.I64, Strided.Memory.IDENTITY, new long[] {Math.max(size, 0)}, new long[] {1});
  }

  @Override
  public void run(Run run) {
    run.slots.set(slot, Identity.INSTANCE, 0, layout, Owner.PROGRAM);
  }
}
