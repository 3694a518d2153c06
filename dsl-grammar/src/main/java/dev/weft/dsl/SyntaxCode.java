// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;

/** The catalogue of mistakes that need no knowledge of names or types to be found. */
public enum SyntaxCode {
  /** Something else was expected here. */
  E0001,
  /** The text ends too early. */
  E0002,
  /** A bracket is never closed. */
  E0003,
  /** A closing bracket that closes nothing, or not the bracket that is open. */
  E0004,
  /** A character that no text may hold outside strings and comments. */
  E0005,
  /** A string that does not end on its line. */
  E0006,
  /** Something that starts like a number and is none. */
  E0007,
  /** An escape that strings do not know. */
  E0008,
  /** The limit on the length of a text. */
  E0009,
  /** The limit on the depth of nesting. */
  E0010,
  /** A text with nothing in it where a value is needed. */
  E0011,
  /** An expression string that binds names and then gives no value. */
  E0012,
  /** An expression string with more than one value. */
  E0013,
  /** Something that cannot be assigned to, declared or named. */
  E0014,
  /** A statement where it has no meaning. */
  E0015,
  /** A construct of another language. */
  E0016,
  /** Arguments in an order or number that no function could take. */
  E0017,
  /** An annotation that does not exist. */
  E0018,
  /** A loop without the limit that it must have. */
  E0019;

  /** An error of this kind at a place. */
  Diagnostic at(Span span, String message) {
    return Diagnostic.error(name(), message).at(span);
  }
}
