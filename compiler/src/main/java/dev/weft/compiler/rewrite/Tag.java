// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

/** What a rule may change. */
public enum Tag {
  /** Nothing: both sides have the same bits (every NaN counts as the same). */
  EXACT,
  /** The sign of a zero. */
  ZERO_SIGN,
  /** The value: rounding, overflow, what becomes of NaN and infinities. */
  VALUE
}
