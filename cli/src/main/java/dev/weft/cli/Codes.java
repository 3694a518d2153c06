// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

/** The part of the catalogue that is about commands: what is wrong round a program's text. */
final class Codes {
  /** A file that cannot be read or written. */
  static final String FILE = "E0601";

  /** A value or type that is none. */
  static final String VALUE = "E0602";

  /** A name that the program does not have. */
  static final String NAME = "E0603";

  /** A device that does not exist or cannot be used. */
  static final String DEVICE = "E0604";

  /** A request that is no request. */
  static final String REQUEST = "E0605";

  /** More memory than there is. */
  static final String MEMORY = "E0606";

  /** Something the prompt cannot do. */
  static final String PROMPT = "E0607";

  /** A bug of Weft. */
  static final String BUG = "E0900";

  private Codes() {}
}
