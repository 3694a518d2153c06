// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.Step;

/** Fails unless a condition holds. */
final class AssertStep implements Prepared {
  private final Step.Assert step;

  AssertStep(Step.Assert step) {
    this.step = step;
  }

  @Override
  public void run(Run run) {
    if (!run.flag(step.condition())) {
      String message = step.message().isEmpty() ? "" : ": " + step.message();
      throw run.error(
          Diagnostic.error(RuntimeCodes.ASSERTION, "assertion failed" + message),
          step.start(),
          step.end());
    }
  }
}
