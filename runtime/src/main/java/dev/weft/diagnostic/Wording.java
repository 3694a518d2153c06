// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import java.util.Locale;

/** Texts with values in them, the same wherever they are made. */
public final class Wording {
  /** Digits, points and signs of no country; and the tables of countries need not be loaded. */
  private static final Locale NONE = null;

  private Wording() {}

  /**
   * As {@link String#format(String, Object...)}, but independent of the default locale.
   *
   * @throws java.util.IllegalFormatException if values and pattern do not fit
   */
  public static String of(String pattern, Object... values) {
    return String.format(NONE, pattern, values);
  }
}
