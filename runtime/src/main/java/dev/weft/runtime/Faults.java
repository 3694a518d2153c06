// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.KernelCode;
import dev.weft.program.Step;
import java.util.Arrays;

/** Turns a failed check of a kernel into the user's error. */
final class Faults {
  private Faults() {}

  static WeftException error(
      Source source,
      KernelCode code,
      Step.Launch step,
      LaunchFault fault,
      long[] kept,
      long[] reduced) {
    KernelCode.FaultSite site = code.faults().get(fault.site());
    boolean located = site.end() > site.start();
    Diagnostic diagnostic =
        Diagnostic.error(site.code(), site.message()).because(place(fault, kept, reduced));
    int start = located ? site.start() : step.start();
    int end = located ? site.end() : step.end();
    return new WeftException(source, Run.at(source, diagnostic, start, end));
  }

  private static String place(LaunchFault fault, long[] kept, long[] reduced) {
    String element = "at element " + Arrays.toString(index(fault.kept(), kept));
    long positions = 1;
    for (long extent : reduced) {
      positions *= extent;
    }
    return reduced.length == 0 || fault.reduced() >= positions
        ? element
        : element + ", item " + Arrays.toString(index(fault.reduced(), reduced)) + " reduced there";
  }

  private static long[] index(long position, long[] extents) {
    long[] index = new long[extents.length];
    long rest = position;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      index[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return index;
  }
}
