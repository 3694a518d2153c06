// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Program;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/** A program for inputs of one layout and one set of sizes: all that need not be done again. */
final class Bound {
  private final Strided[] inputs;
  private final long[] values;
  private final Prepared[] steps;
  private final InPlace inPlace;
  private final Program program;
  private final Symbols symbols;

  /** Known once a call has a limit. */
  private Peak peak;

  /**
   * Binds a program.
   *
   * @param inputs the layouts of the inputs
   * @param values the values of the symbols that inputs give, see {@link Inputs#values}
   */
  Bound(Program program, Symbols symbols, Device.Session session, Strided[] inputs, long[] values) {
    this.inputs = inputs;
    this.values = values;
    this.program = program;
    this.symbols = symbols;
    this.steps = new StepPreparer(program, symbols, session).all(program.steps());
    this.inPlace = new InPlace(program, inputs);
  }

  /** True if this binding serves inputs like these; allocates nothing. */
  boolean fits(Tensor[] tensors, long[] given) {
    for (int i = 0; i < inputs.length; i++) {
      if (!inputs[i].fits(tensors[i])) {
        return false;
      }
    }
    return Arrays.equals(values, given);
  }

  Strided input(int index) {
    return inputs[index];
  }

  InPlace inPlace() {
    return inPlace;
  }

  void run(Run run) {
    if (run.options.maxMemory() != Long.MAX_VALUE) {
      peak().demand(run);
    }
    Prepared.all(steps, run);
  }

  private Peak peak() {
    if (peak == null) {
      peak = new Peak(program, symbols, Arrays.stream(inputs).mapToLong(Strided::size).toArray());
    }
    return peak;
  }
}
