// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.runtime.LaunchFault;

/** The first failed element of a launch over all its threads. */
final class FaultCell {
  private LaunchFault first;

  synchronized void note(int site, long kept, long reduced) {
    if (first == null
        || kept < first.kept()
        || (kept == first.kept() && reduced < first.reduced())) {
      first = new LaunchFault(site, kept, reduced);
    }
  }

  /** The first failed element, or null; forgets it. To be called when all threads are done. */
  LaunchFault take() {
    LaunchFault fault = first;
    first = null;
    return fault;
  }
}
