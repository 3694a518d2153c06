// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.Step;

/** Runs a body while a condition holds. */
final class WhileStep implements Prepared {
  private final Step.While step;
  private final long limit;
  private final Carried carried;
  private final Prepared[] test;
  private final Prepared[] body;

  WhileStep(Step.While step, Symbols symbols, Prepared[] test, Prepared[] body) {
    this.step = step;
    this.limit = symbols.value(step.limit());
    this.carried = new Carried(step.swaps());
    this.test = test;
    this.body = body;
  }

  @Override
  public void run(Run run) {
    carried.start(run);
    Prepared.all(test, run);
    for (long rounds = 0; run.flag(step.condition()); rounds++) {
      if (rounds >= limit) {
        throw run.error(
            Diagnostic.error(
                    RuntimeCodes.LOOP_LIMIT, "the loop has not ended after " + limit + " rounds")
                .help("raise its limit, or check that the condition can become false"),
            step.start(),
            step.end());
      }
      Prepared.all(body, run);
      carried.advance(run);
      Prepared.all(test, run);
    }
  }
}
