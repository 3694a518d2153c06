// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

/**
 * A product and a sum as tasks write them when they mean one operation: TornadoVM contracts exactly
 * this form to the device's fused multiply-add. Called anywhere else it rounds twice.
 */
public final class Fused {
  private Fused() {}

  public static double fma(double x, double y, double z) {
    return x * y + z;
  }

  public static float fma(float x, float y, float z) {
    return x * y + z;
  }
}
