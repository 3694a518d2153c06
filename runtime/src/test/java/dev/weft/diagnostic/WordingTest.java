// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingTest {
  private static final String PATTERN = "%d of %,d, %.2f, %s, 0x%04x";
  private static final Object[] VALUES = {12, 1_234_567, 1.5, "text", 255};

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "hi-IN-u-nu-deva", "tr-TR"})
  void isTheSameEverywhere(String country) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(country));
      assertEquals("12 of 1,234,567, 1.50, text, 0x00ff", Wording.of(PATTERN, VALUES));
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Else the test above would hold of any way to format. */
  @Test
  void theJdkFormatsByCountry() {
    assertNotEquals(
        Wording.of(PATTERN, VALUES),
        String.format(Locale.forLanguageTag("ar-EG"), PATTERN, VALUES));
  }
}
