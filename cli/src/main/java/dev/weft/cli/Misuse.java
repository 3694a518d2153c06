// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

/** A mistake in the command line itself. The message is one line. */
final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misuse(String message) {
    super(message);
  }
}
