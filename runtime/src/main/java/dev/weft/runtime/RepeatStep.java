// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Step;
import dev.weft.runtime.Slots.Owner;
import dev.weft.tensor.DType;

/** Runs a body a number of times. */
final class RepeatStep implements Prepared {
  private final int index;
  private final long first;
  private final long step;
  private final long count;
  private final Carried carried;
  private final Prepared[] body;
  private final long[] number = new long[1];
  private final Strided scalar = Strided.rowMajor(DType.I64);

  RepeatStep(Step.Repeat repeat, Symbols symbols, Prepared[] body) {
    this.index = repeat.index();
    this.first = symbols.value(repeat.first());
    this.step = repeat.step();
    this.count = symbols.value(repeat.count());
    this.carried = new Carried(repeat.swaps());
    this.body = body;
  }

  @Override
  public void run(Run run) {
    carried.start(run);
    run.slots.set(index, number, 0, scalar, Owner.PROGRAM);
    for (long i = 0; i < count; i++) {
      number[0] = first + i * step;
      Prepared.all(body, run);
      carried.advance(run);
    }
  }
}
