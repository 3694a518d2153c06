// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

/** Compares texts with numbers in them. */
final class Near {
  private static final String BETWEEN = "[\\[\\], ]+";

  private Near() {}

  /** True if two texts are the same but for numbers that are at most some units of f64 apart. */
  static boolean agree(String expected, String found, int ulps) {
    String[] wanted = expected.split(BETWEEN);
    String[] got = found.split(BETWEEN);
    if (wanted.length != got.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals(got[i]) && !near(wanted[i], got[i], ulps)) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(String expected, String found, int ulps) {
    try {
      double wanted = Double.parseDouble(expected);
      double got = Double.parseDouble(found);
      boolean ordinary = Double.isFinite(wanted) && got != 0;
      return ordinary && Math.abs(wanted - got) <= ulps * Math.ulp(wanted);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
