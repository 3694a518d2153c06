// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.type;

import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of a tensor when it is compiled.
 *
 * @param shape one size per axis; empty for a scalar
 * @param weak a scalar without a dtype of its own (a literal, a Java scalar): it takes the dtype of
 *     what it meets, within its kind
 */
public record TensorType(DType dtype, List<Dim> shape, boolean weak) {

  public TensorType {
    shape = List.copyOf(shape);
  }

  public static TensorType of(DType dtype, List<Dim> shape) {
    return new TensorType(dtype, shape, false);
  }

  public static TensorType scalar(DType dtype) {
    return new TensorType(dtype, List.of(), false);
  }

  public static TensorType weak(DType dtype) {
    return new TensorType(dtype, List.of(), true);
  }

  public int rank() {
    return shape.size();
  }

  public Dim dim(int axis) {
    return shape.get(axis);
  }

  public TensorType withDType(DType other) {
    return new TensorType(other, shape, false);
  }

  public TensorType withShape(List<Dim> other) {
    return new TensorType(dtype, other, false);
  }

  /** {@code f64[n, 3]}; a scalar is {@code f64}. */
  @Override
  public String toString() {
    String dims =
        shape.isEmpty()
            ? ""
            : shape.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    return (weak ? "weak " : "") + dtype + dims;
  }
}
