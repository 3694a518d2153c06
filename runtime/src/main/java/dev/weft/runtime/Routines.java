// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/**
 * Scalar routines that generated code calls by name where a value is out of reach of the
 * primitives. All are deterministic: the same bits on every machine, interpreted or compiled.
 */
public final class Routines {

  private Routines() {}

  /** The sine of any x in radians, to 1 ulp. */
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /** The cosine of any x in radians, to 1 ulp. */
  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  /** The tangent of any x in radians, to 1 ulp. */
  public static double tan(double x) {
    return StrictMath.tan(x);
  }

  /** The sine of any x in radians, to 1 ulp. */
  public static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  /** The cosine of any x in radians, to 1 ulp. */
  public static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  /** The tangent of any x in radians, to 1 ulp. */
  public static float tan(float x) {
    return (float) StrictMath.tan(x);
  }
}
