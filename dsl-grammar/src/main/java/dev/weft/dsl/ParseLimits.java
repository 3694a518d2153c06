// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

/**
 * What a text may cost. Going beyond is an error that names the limit.
 *
 * @param chars length of the text
 * @param depth how deep the syntax tree may be: brackets, prefix operators, powers, postfixes,
 *     ternaries and levels of precedence within one another
 */
public record ParseLimits(int chars, int depth) {
  /** 1 Mi chars of text, 400 levels. */
  public static final ParseLimits DEFAULT = new ParseLimits(1 << 20, 400);

  /** The greatest depth for which the parser's own recursion is tested, on a stack of 768 KiB. */
  static final int DEEPEST = 400;

  public ParseLimits {
    if (chars < 1 || depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("limits: " + chars + " chars, depth " + depth);
    }
  }
}
