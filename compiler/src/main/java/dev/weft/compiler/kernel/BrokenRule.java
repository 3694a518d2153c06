// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

/** A rule that does not hold, on its way to the checker, which knows where. */
final class BrokenRule extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenRule(String rule) {
    super(rule, null, false, false);
  }

  static void unless(boolean holds, String rule) {
    if (!holds) {
      throw new BrokenRule(rule);
    }
  }
}
