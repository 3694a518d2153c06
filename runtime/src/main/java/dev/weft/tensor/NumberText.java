// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating-point numbers as the shortest decimal text that reads back to the same value. */
public final class NumberText {
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double SMALLEST_SCIENTIFIC = 1e16;

  private NumberText() {}

  /**
   * Such as {@code 1.0}, {@code 0.1}, {@code 1e-05}, {@code 1.5e+300}, {@code nan}, {@code -inf}.
   */
  public static String shortest(double value) {
    return Double.isFinite(value) ? finite(value, shortestDecimal(value)) : special(value);
  }

  /** As for doubles, with the digits that tell {@code value} from other floats. */
  public static String shortest(float value) {
    return Float.isFinite(value) ? finite(value, shortestDecimal(value)) : special(value);
  }

  static String special(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value < 0 ? "-inf" : "inf";
  }

  private static String finite(double value, BigDecimal decimal) {
    double magnitude = Math.abs(value);
    String sign = isNegative(value) ? "-" : "";
    if (magnitude == 0 || (magnitude >= SMALLEST_PLAIN && magnitude < SMALLEST_SCIENTIFIC)) {
      String text = decimal.abs().toPlainString();
      return sign + (decimal.scale() > 0 ? text : text + ".0");
    }
    String digits = digits(decimal);
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return sign + digits.charAt(0) + fraction + "e" + exponentText(exponent(decimal), 2);
  }

  /** True for negative numbers and -0.0. */
  static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /** The shortest decimal, without trailing zeros, that rounds to a finite double. */
  static BigDecimal shortestDecimal(double value) {
    BigDecimal decimal = strip(new BigDecimal(Double.toString(value)));
    BigDecimal shorter = oneDigit(decimal);
    return shorter.doubleValue() == value ? shorter : decimal;
  }

  /** The shortest decimal, without trailing zeros, that rounds to a finite float. */
  static BigDecimal shortestDecimal(float value) {
    BigDecimal decimal = strip(new BigDecimal(Float.toString(value)));
    BigDecimal shorter = oneDigit(decimal);
    return shorter.floatValue() == value ? shorter : decimal;
  }

  /** Java's text has two digits at least, one too many for a few subnormal numbers. */
  private static BigDecimal oneDigit(BigDecimal decimal) {
    return decimal.precision() == 2
        ? strip(decimal.round(new MathContext(1, RoundingMode.HALF_EVEN)))
        : decimal;
  }

  static BigDecimal strip(BigDecimal decimal) {
    return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
  }

  /** The significant digits without sign. */
  static String digits(BigDecimal decimal) {
    return decimal.unscaledValue().abs().toString();
  }

  /** The power of ten of the first digit. */
  static int exponent(BigDecimal decimal) {
    return decimal.signum() == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
  }

  static String exponentText(int exponent, int digits) {
    String text = Integer.toString(Math.abs(exponent));
    return (exponent < 0 ? "-" : "+") + "0".repeat(Math.max(digits - text.length(), 0)) + text;
  }
}
