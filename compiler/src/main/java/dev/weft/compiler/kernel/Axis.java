// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

/** How the iterations of a loop are carried out. A naive kernel has SERIAL loops only. */
public enum Axis {
  /** One after another. */
  SERIAL,
  /** In any order, on any thread: driven by the runtime. */
  PARALLEL,
  /** In lanes: the body is straight-line code without calls, checks and carried values. */
  VECTOR,
  /** Work groups of a GPU. */
  GROUP,
  /** Threads of a work group. */
  THREAD
}
