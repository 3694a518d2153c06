// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.diagnostic.Wording;

/**
 * What a device takes, in nanoseconds: measured by {@link Measurement}, or written down before.
 *
 * @param call for a call that does next to nothing
 * @param moved per byte of inputs and results
 * @param touched per byte that kernels read and write
 * @param operation per operation of an element
 * @param compile per kernel, once for sizes that it has not seen yet
 */
public record Costs(double call, double moved, double touched, double operation, double compile) {

  /** What a call takes whose kernels are compiled. */
  public double time(Work work) {
    return call + moved * work.moved() + touched * work.touched() + operation * work.operations();
  }

  /** What it takes to compile for new sizes. */
  public double compile(Work work) {
    return compile * work.kernels();
  }

  @Override
  public String toString() {
    return Wording.of(
            "%.3f ms per call, %.3f ns per byte moved, %.3f per byte touched, %.4f per operation,",
            call / 1e6, moved, touched, operation)
        + Wording.of(" %.0f ms to compile a kernel", compile / 1e6);
  }
}
