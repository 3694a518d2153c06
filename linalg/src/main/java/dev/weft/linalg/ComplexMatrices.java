// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import dev.weft.tensor.Tensor;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ZMatrixRMaj;

/** Routines on complex matrices, whose real and imaginary parts are tensors of their own. */
final class ComplexMatrices {
  private ComplexMatrices() {}

  static void run(String routine, int number, List<Tensor> operands, List<Tensor> results) {
    Tensor a = operands.getFirst();
    ComplexFactors factors = new ComplexFactors(read(operands, number));
    switch (routine) {
      case "linalg.solve" -> {
        demandRegular(factors, a, number);
        write(factors.solve(read(operands.subList(2, 4), number)), number, results);
      }
      case "linalg.inv" -> {
        demandRegular(factors, a, number);
        write(factors.solve(identity((int) a.dim(a.rank() - 1))), number, results);
      }
      case "linalg.det" -> scalars(factors.determinant(), number, results);
      case "linalg.slogdet" -> scalars(factors.signAndLogarithm(), number, results);
      default -> throw new IllegalArgumentException(routine);
    }
  }

  private static void demandRegular(ComplexFactors factors, Tensor a, int number) {
    if (factors.isSingular()) {
      throw Decompositions.singular(a, number);
    }
  }

  private static ZMatrixRMaj read(List<Tensor> parts, int number) {
    DMatrixRMaj re = Stack.ofMatrices(parts.get(0)).read(number);
    DMatrixRMaj im = Stack.ofMatrices(parts.get(1)).read(number);
    ZMatrixRMaj both = new ZMatrixRMaj(re.numRows, re.numCols);
    for (int i = 0; i < re.data.length; i++) {
      both.data[2 * i] = re.data[i];
      both.data[2 * i + 1] = im.data[i];
    }
    return both;
  }

  private static ZMatrixRMaj identity(int n) {
    ZMatrixRMaj one = new ZMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      one.set(i, i, 1, 0);
    }
    return one;
  }

  private static void write(ZMatrixRMaj both, int number, List<Tensor> results) {
    int size = both.numRows * both.numCols;
    for (int part = 0; part < 2; part++) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = both.data[2 * i + part];
      }
      Stack.ofMatrices(results.get(part)).write(number, values);
    }
  }

  private static void scalars(double[] values, int number, List<Tensor> results) {
    for (int i = 0; i < values.length; i++) {
      Stack.ofScalars(results.get(i)).write(number, values[i]);
    }
  }
}
