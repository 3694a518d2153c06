// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/** A complex number: one element of a complex tensor. */
public record Complex(double re, double im) {

  /** As NumPy prints it: {@code (1.5-2j)}, {@code 2j}. */
  @Override
  public String toString() {
    return ComplexFormat.scalar(NumberText.shortest(re), NumberText.shortest(im), re);
  }
}
