// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/** Finds which of many indices names a place last. */
final class Naming {
  /** The code of an index out of range. */
  private static final String CODE = "E0401";

  private Naming() {}

  /**
   * @param into contiguous
   */
  static void last(Tensor ids, Tensor into) {
    Tensor dense = ids.contiguous();
    long[] names = (long[]) dense.storage();
    long[] last = (long[]) into.storage();
    int start = (int) into.offset();
    int places = Math.toIntExact(into.dim(0));
    Arrays.fill(last, start, start + places, -1);
    int count = Math.toIntExact(ids.dim(0));
    for (int i = 0; i < count; i++) {
      long name = names[(int) dense.offset() + i];
      if (name < -places || name >= places) {
        String range = "index " + name + " of element " + i + " is out of range";
        throw new ProcedureFault(
            Diagnostic.error(CODE, range).because("there are " + places + " places"));
      }
      last[start + (int) (name < 0 ? name + places : name)] = i;
    }
  }
}
