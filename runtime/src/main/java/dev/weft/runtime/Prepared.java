// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/** A step whose sizes are known: what can be done once per layout of the inputs is done. */
interface Prepared {

  void run(Run run);

  /** Runs steps in order. */
  static void all(Prepared[] steps, Run run) {
    for (Prepared step : steps) {
      step.run(run);
    }
  }
}
