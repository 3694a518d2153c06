// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

/**
 * A mistake of the user that lies outside the text of a program: a file, a value, a name. Carries
 * the whole message, which is all the user sees of it.
 */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code its entry in the catalogue; see {@link Codes}
   * @param message what is wrong, as it is printed
   */
  Failure(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A mistake told as the compiler tells its own. */
  static Failure of(String code, String cause) {
    return new Failure(code, "error[" + code + "]: " + cause + "\n");
  }

  /** As {@link #of(String, String)}, with what to do about it. */
  static Failure of(String code, String cause, String help) {
    return new Failure(code, "error[" + code + "]: " + cause + "\n   = help: " + help + "\n");
  }

  String code() {
    return code;
  }
}
