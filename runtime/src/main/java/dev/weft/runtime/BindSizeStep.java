// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.program.Step;
import java.util.Arrays;
import java.util.function.Function;

/** Reads a size that the program computed, and runs the steps that depend on it. */
final class BindSizeStep implements Prepared {
  private static final int MOST_KEPT = 4;

  private final Step.BindSize step;
  private final Program program;
  private final Symbols symbols;
  private final Function<Symbols, Prepared[]> rest;

  /** The steps for the values met last. */
  private final Prepared[][] kept = new Prepared[MOST_KEPT][];

  private final long[] values = new long[MOST_KEPT];
  private int next;

  /**
   * Prepares a binding.
   *
   * @param rest prepares the steps that come after it, for all sizes that are known then
   */
  BindSizeStep(
      Step.BindSize step, Program program, Symbols symbols, Function<Symbols, Prepared[]> rest) {
    this.step = step;
    this.program = program;
    this.symbols = symbols;
    this.rest = rest;
  }

  @Override
  public void run(Run run) {
    Prepared.all(stepsFor(run.number(step.count()), run), run);
  }

  /** A size without a bound is foreseen by nobody: what it takes is counted when it is known. */
  private void demandMemory(Symbols known, Run run) {
    if (run.options.maxMemory() != Long.MAX_VALUE && symbols.value(step.most()) == Long.MAX_VALUE) {
      long[] inputs = new long[program.inputs().size()];
      Arrays.setAll(inputs, i -> run.tensor(i).size());
      new Peak(program, known, inputs).demand(run);
    }
  }

  private Prepared[] stepsFor(long value, Run run) {
    demandMemory(symbols.with(step.symbol(), value), run);
    for (int i = 0; i < MOST_KEPT; i++) {
      if (kept[i] != null && values[i] == value) {
        return kept[i];
      }
    }
    long most = symbols.value(step.most());
    if (value < 0 || value > most) {
      throw new IllegalStateException(
          Wording.of("size %s is %d, more than %d", step.symbol(), value, most));
    }
    Symbols known = symbols.with(step.symbol(), value);
    Guards.check(program, known, run.source());
    values[next] = value;
    kept[next] = rest.apply(known);
    Prepared[] steps = kept[next];
    next = (next + 1) % MOST_KEPT;
    return steps;
  }
}
