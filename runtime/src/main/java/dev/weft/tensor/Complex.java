// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

/** A complex number: one element of a complex tensor. */
public record Complex(double re, double im) {

  /**
   * A row-major c128 tensor over {@code data}, without a copy: real and imaginary parts in turn.
   *
   * @throws IllegalArgumentException if the shape has not half as many elements as the data
   */
  public static Tensor tensor(double[] data, long... shape) {
    return Tensor.dense(DType.C128, data, shape);
  }

  /** As for doubles, a c64 tensor. */
  public static Tensor tensor(float[] data, long... shape) {
    return Tensor.dense(DType.C64, data, shape);
  }

  /**
   * The complex tensor whose parts lie along the last axis of an f64 or f32 tensor: a view where
   * the parts of a number lie side by side, else a copy.
   *
   * @throws IllegalArgumentException if the last axis has not the size 2, or another dtype
   */
  public static Tensor tensor(Tensor parts) {
    return Parts.joined(parts);
  }

  /** As NumPy prints it: {@code (1.5-2j)}, {@code 2j}. */
  @Override
  public String toString() {
    return ComplexFormat.scalar(NumberText.shortest(re), NumberText.shortest(im), re);
  }
}
