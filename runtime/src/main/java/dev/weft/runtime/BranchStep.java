// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Step;

/** Runs one of two bodies. */
final class BranchStep implements Prepared {
  private final Step.Branch step;
  private final Prepared[] whenTrue;
  private final Prepared[] whenFalse;

  BranchStep(Step.Branch step, Prepared[] whenTrue, Prepared[] whenFalse) {
    this.step = step;
    this.whenTrue = whenTrue;
    this.whenFalse = whenFalse;
  }

  @Override
  public void run(Run run) {
    boolean chosen = run.flag(step.condition());
    Prepared.all(chosen ? whenTrue : whenFalse, run);
    for (int i = 0; i < step.results().size(); i++) {
      Step.Choice choice = step.results().get(i);
      run.slots.copy(choice.slot(), chosen ? choice.fromTrue() : choice.fromFalse());
    }
  }
}
