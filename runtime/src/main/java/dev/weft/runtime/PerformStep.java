// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.parallel.Workers;
import dev.weft.procedure.ProcedureFault;
import dev.weft.procedure.Procedures;
import dev.weft.program.Step;
import dev.weft.tensor.Tensor;
import java.util.List;

/** Runs a procedure on whole tensors. */
final class PerformStep implements Prepared {
  private final Step.Perform step;

  PerformStep(Step.Perform step) {
    this.step = step;
  }

  @Override
  public void run(Run run) {
    List<Tensor> operands = step.operands().stream().map(run::inHeap).toList();
    List<Tensor> results = step.results().stream().map(run::tensor).toList();
    Workers workers = new Workers(run.options.threads(), run.options.executor());
    try {
      Procedures.run(step.procedure(), operands, results, workers);
    } catch (ProcedureFault fault) {
      throw run.error(fault.diagnostic(), step.start(), step.end());
    }
  }
}
