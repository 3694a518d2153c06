// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.type;

/**
 * A mistake of ours, never of the user: where it showed, what rule broke, and a window of the IR.
 */
public final class CompilerBug extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * @param place the stage or pass that noticed
   * @param rule what does not hold, with the offending piece of IR
   */
  public CompilerBug(String place, String rule) {
    super("compiler bug in " + place + ": " + rule);
    this.place = place;
  }

  /**
   * @param place the stage or pass that failed
   * @param cause what it threw
   */
  public CompilerBug(String place, Throwable cause) {
    super("compiler bug in " + place + ": " + cause, cause);
    this.place = place;
  }

  /** Complex numbers are split into their parts before kernels are made. */
  public static CompilerBug complex(String place) {
    return new CompilerBug(place, "complex numbers have been split by now");
  }

  /** The stage or pass that noticed. */
  public String place() {
    return place;
  }
}
