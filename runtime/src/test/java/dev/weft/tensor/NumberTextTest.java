// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "0.1, 0.1",
    "100, 100.0",
    "1e-4, 0.0001",
    "9.99e-5, 9.99e-05",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "-1.25e-300, -1.25e-300",
    "4.9e-324, 5e-324",
    "9.9e-324, 1e-323",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "NaN, nan",
    "-Infinity, -inf"
  })
  void doublesAreShortest(double value, String text) {
    assertEquals(text, NumberText.shortest(value));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "1.4e-45, 1e-45", "3.4028235e38, 3.4028235e+38", "16777216, 16777216.0"})
  void floatsAreShortest(float value, String text) {
    assertEquals(text, NumberText.shortest(value));
  }

  @Test
  void everyTextReadsBackToItsValue() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      double d = Double.longBitsToDouble(random.nextLong());
      float f = Float.intBitsToFloat(random.nextInt());
      if (Double.isFinite(d)) {
        assertEquals(d, Double.parseDouble(NumberText.shortest(d)));
        assertTrue(NumberText.shortest(d).length() <= Double.toString(d).length() + 2);
      }
      if (Float.isFinite(f)) {
        assertEquals(f, Float.parseFloat(NumberText.shortest(f)));
      }
    }
  }
}
