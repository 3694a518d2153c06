// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/** Catalogue codes of what can go wrong when a program is bound or run. */
public final class RuntimeCodes {
  /** The inputs are not those the program was compiled for. */
  public static final String INPUT = "E0501";

  /** A tensor given for an output cannot take it. */
  public static final String OUT = "E0502";

  /** A value has more elements than one array holds. */
  public static final String TOO_LARGE = "E0503";

  /** A Java number does not fit the dtype that the expression gives it. */
  public static final String WEAK_SCALAR = "E0504";

  /** A while loop ran longer than its limit. */
  public static final String LOOP_LIMIT = "E0505";

  /** A call would take more memory than it may. */
  public static final String MEMORY_LIMIT = "E0506";

  /** A routine's library is not on the class path. */
  public static final String NO_LIBRARY = "E0507";

  /** A device cannot run a program. */
  public static final String NOT_ON_DEVICE = "E0510";

  /** An assert statement failed. */
  public static final String ASSERTION = "E0403";

  /** A tensor given for an output was not written in place. */
  public static final String OUT_COPIED = "W0501";

  /** A matrix has no result of a decomposition. */
  public static final String NO_DECOMPOSITION = "E0404";

  private RuntimeCodes() {}
}
