// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/** One format for all complex numbers of an array, as NumPy chooses it: one for each part. */
final class ComplexFormat {
  private final FloatFormat re;
  private final FloatFormat im;

  ComplexFormat(double[] re, double[] im, boolean single) {
    this.re = new FloatFormat(re, single);
    this.im = new FloatFormat(im, single, true);
  }

  String format(double real, double imaginary) {
    String text = im.format(imaginary);
    String digits = text.stripTrailing();
    return re.format(real) + digits + "j" + " ".repeat(text.length() - digits.length());
  }

  /** One number from the shortest texts of its parts. */
  static String scalar(String re, String im, double real) {
    String imaginary = whole(im) + "j";
    if (real == 0 && !NumberText.isNegative(real)) {
      return imaginary;
    }
    String sign = imaginary.startsWith("-") ? "" : "+";
    return "(" + whole(re) + sign + imaginary + ")";
  }

  /** Python writes the parts of complex numbers without a fraction of 0. */
  private static String whole(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }
}
