// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * One format for all floats of an array, as NumPy chooses it: scientific where the magnitudes ask
 * for it, at most {@link #PRECISION} digits after the point, all texts of the same width.
 */
final class FloatFormat {
  private static final int PRECISION = 8;
  private static final double SCIENTIFIC_FROM = 1e8;
  private static final double SCIENTIFIC_BELOW = 1e-4;
  private static final double SCIENTIFIC_RATIO = 1000;

  private final boolean single;
  private final boolean signed;
  private final boolean scientific;
  private int left;
  private int right;
  private int fractionDigits;
  private int exponentDigits;

  /**
   * @param values the numbers that will be printed
   * @param single true if they are floats
   */
  FloatFormat(double[] values, boolean single) {
    this(values, single, false);
  }

  /**
   * @param values the numbers that will be printed
   * @param single true if they are floats
   * @param signed true if numbers that are not negative get a plus
   */
  FloatFormat(double[] values, boolean single, boolean signed) {
    this.single = single;
    this.signed = signed;
    this.scientific = needsExponent(values, single);
    for (double value : values) {
      if (Double.isFinite(value)) {
        measure(value);
      }
    }
    if (scientific) {
      right = exponentDigits + 2 + fractionDigits;
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        left = Math.max(left, special(value).length() - right - 1);
      }
    }
  }

  private static boolean needsExponent(double[] values, boolean single) {
    double[] magnitudes =
        Arrays.stream(values).map(Math::abs).filter(x -> x > 0 && Double.isFinite(x)).toArray();
    double max = Arrays.stream(magnitudes).max().orElse(1);
    double min = Arrays.stream(magnitudes).min().orElse(1);
    double least = single ? (float) SCIENTIFIC_BELOW : SCIENTIFIC_BELOW;
    double ratio = single ? (float) max / (float) min : max / min;
    return max >= SCIENTIFIC_FROM || min < least || ratio > SCIENTIFIC_RATIO;
  }

  private String sign(double value) {
    return NumberText.isNegative(value) ? "-" : signed ? "+" : "";
  }

  private String special(double value) {
    String text = NumberText.special(value);
    return signed && !text.startsWith("-") ? "+" + text : text;
  }

  private void measure(double value) {
    int sign = sign(value).length();
    BigDecimal decimal = rounded(value);
    if (scientific) {
      left = Math.max(left, sign + 1);
      fractionDigits = Math.max(fractionDigits, NumberText.digits(decimal).length() - 1);
      int digits = NumberText.exponentText(NumberText.exponent(decimal), 2).length() - 1;
      exponentDigits = Math.max(exponentDigits, digits);
    } else {
      left = Math.max(left, sign + Math.max(NumberText.exponent(decimal), 0) + 1);
      right = Math.max(right, Math.max(decimal.scale(), 0));
    }
  }

  /** The shortest decimal, or the exact value rounded where that has too many or few digits. */
  private BigDecimal rounded(double value) {
    BigDecimal shortest =
        single ? NumberText.shortestDecimal((float) value) : NumberText.shortestDecimal(value);
    BigDecimal exact = new BigDecimal(value);
    if (scientific) {
      return shortest.precision() - 1 <= PRECISION
          ? shortest
          : NumberText.strip(exact.round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN)));
    }
    // Plain numbers show all digits before the point, those past the shortest decimal as well.
    int digits = Math.clamp(shortest.scale(), 0, PRECISION);
    return digits == shortest.scale()
        ? shortest
        : NumberText.strip(exact.setScale(digits, RoundingMode.HALF_EVEN));
  }

  String format(double value) {
    if (!Double.isFinite(value)) {
      return pad(special(value), left + right + 1);
    }
    String sign = sign(value);
    return scientific ? scientific(value, sign) : plain(value, sign);
  }

  private String scientific(double value, String sign) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal decimal = exact.round(new MathContext(fractionDigits + 1, RoundingMode.HALF_EVEN));
    String digits = NumberText.digits(decimal);
    digits += "0".repeat(Math.max(fractionDigits + 1 - digits.length(), 0));
    return pad(sign + digits.charAt(0), left)
        + "."
        + digits.substring(1, fractionDigits + 1)
        + "e"
        + NumberText.exponentText(NumberText.exponent(decimal), exponentDigits);
  }

  private String plain(double value, String sign) {
    String text = rounded(value).abs().toPlainString();
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    return pad(sign + whole, left) + "." + fraction + " ".repeat(right - fraction.length());
  }

  static String pad(String text, int width) {
    return " ".repeat(Math.max(width - text.length(), 0)) + text;
  }
}
