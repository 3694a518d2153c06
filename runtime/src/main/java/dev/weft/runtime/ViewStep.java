// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Movement;
import dev.weft.program.Step;
import dev.weft.runtime.Slots.Owner;

/** Gives a slot a view of another one; a copy where a reshape has no view. */
final class ViewStep implements Prepared {
  private final int slot;
  private final int source;
  private final Movement movement;
  private final Symbols symbols;
  private final Device.Session session;
  private final int storage;

  /** For the source layouts met last: in a loop the first round's and the others'. */
  private final Recent<Strided, Target> targets = new Recent<>();

  /**
   * Prepares a view.
   *
   * @param storage number of the memory for a copy
   */
  ViewStep(Step.View step, Symbols symbols, Device.Session session, int storage) {
    this.slot = step.slot();
    this.source = step.source();
    this.movement = step.movement();
    this.symbols = symbols;
    this.session = session;
    this.storage = storage;
  }

  /**
   * What to do for a layout of the source.
   *
   * @param plain for a copy: the row-major layout of the source's shape; null for a view
   */
  private record Target(Strided layout, long delta, Strided plain, CopyStep copy) {}

  @Override
  public void run(Run run) {
    Slots slots = run.slots;
    Strided layout = slots.layouts[source];
    Target target = targets.get(layout);
    if (target == null) {
      target = derive(layout);
      targets.put(layout, target);
    }
    if (target.copy == null) {
      long offset = slots.offsets[source] + target.delta;
      slots.set(slot, slots.arrays[source], offset, target.layout, slots.owners[source]);
    } else {
      Object memory = run.buffers.take(storage, layout.dtype(), layout.size());
      slots.set(slot, memory, 0, target.plain, Owner.RESULT);
      target.copy.run(run);
      slots.set(slot, memory, 0, target.layout, Owner.RESULT);
    }
  }

  private Target derive(Strided layout) {
    Movements.Moved moved = Movements.apply(movement, layout, symbols);
    if (moved != null) {
      return new Target(moved.layout(), moved.delta(), null, null);
    }
    Strided shape = Movements.copied(movement, layout, symbols);
    Strided plain = Strided.rowMajor(layout.dtype(), layout.shape());
    return new Target(shape, 0, plain, new CopyStep(slot, source, session));
  }
}
