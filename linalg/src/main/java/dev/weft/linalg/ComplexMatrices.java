// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import dev.weft.tensor.Tensor;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;
import org.ejml.dense.row.MatrixFeatures_ZDRM;
import org.ejml.dense.row.decompose.chol.CholeskyDecompositionInner_ZDRM;
import org.ejml.dense.row.decompose.qr.QRDecompositionHouseholderColumn_ZDRM;

/** Routines on complex matrices, whose real and imaginary parts are tensors of their own. */
final class ComplexMatrices {
  private ComplexMatrices() {}

  static void run(String routine, int number, List<Tensor> operands, List<Tensor> results) {
    Tensor a = operands.getFirst();
    ZMatrixRMaj matrix = read(operands, number);
    switch (routine) {
      case "linalg.solve" ->
          write(
              regular(matrix, a, number).solve(read(operands.subList(2, 4), number)),
              number,
              results);
      case "linalg.inv" ->
          write(
              regular(matrix, a, number).solve(CommonOps_ZDRM.identity(matrix.numRows)),
              number,
              results);
      case "linalg.det" -> scalars(new ComplexFactors(matrix).determinant(), number, results);
      case "linalg.slogdet" ->
          scalars(new ComplexFactors(matrix).signAndLogarithm(), number, results);
      case "linalg.cholesky" -> write(cholesky(matrix, a, number), number, results);
      case "linalg.qr" -> qr(matrix, number, results);
      case "linalg.eigh" -> {
        Hermitian decomposition =
            Hermitian.of(mirrored(matrix))
                .orElseThrow(() -> Decompositions.fault(a, number, Decompositions.NO_EIGENVALUES));
        Stack.ofVectors(results.getFirst()).write(number, decomposition.values());
        write(decomposition.vectors(), number, results.subList(1, 3));
      }
      case "linalg.svd" -> svd(matrix, a, number, results);
      default -> throw new IllegalArgumentException(routine);
    }
  }

  private static ComplexFactors regular(ZMatrixRMaj matrix, Tensor a, int number) {
    ComplexFactors factors = new ComplexFactors(matrix);
    if (factors.isSingular()) {
      throw Decompositions.singular(a, number);
    }
    return factors;
  }

  /** The lower triangle and its mirror image: the upper one is not looked at. */
  private static ZMatrixRMaj mirrored(ZMatrixRMaj matrix) {
    for (int row = 0; row < matrix.numRows; row++) {
      matrix.set(row, row, matrix.getReal(row, row), 0);
      for (int column = row + 1; column < matrix.numCols; column++) {
        matrix.set(row, column, matrix.getReal(column, row), -matrix.getImag(column, row));
      }
    }
    return matrix;
  }

  private static ZMatrixRMaj cholesky(ZMatrixRMaj matrix, Tensor a, int number) {
    if (matrix.numRows == 0) {
      return matrix;
    }
    CholeskyDecompositionInner_ZDRM decomposition = new CholeskyDecompositionInner_ZDRM(true);
    if (!decomposition.decompose(mirrored(matrix))
        || MatrixFeatures_ZDRM.hasUncountable(decomposition.getT(null))) {
      throw Decompositions.fault(a, number, Decompositions.NOT_POSITIVE);
    }
    return decomposition.getT(null);
  }

  /** Reduced or complete, as the results have room. */
  private static void qr(ZMatrixRMaj matrix, int number, List<Tensor> results) {
    Stack q = Stack.ofMatrices(results.getFirst());
    if (matrix.numRows == 0 || matrix.numCols == 0) {
      write(CommonOps_ZDRM.identity(q.rows(), q.columns()), number, results.subList(0, 2));
      return;
    }
    boolean compact = q.columns() < matrix.numRows;
    QRDecompositionHouseholderColumn_ZDRM decomposition =
        new QRDecompositionHouseholderColumn_ZDRM();
    decomposition.decompose(matrix);
    write(decomposition.getQ(null, compact), number, results.subList(0, 2));
    write(decomposition.getR(null, compact), number, results.subList(2, 4));
  }

  /** As of real matrices; of a wide one that of its conjugate transpose. */
  private static void svd(ZMatrixRMaj matrix, Tensor a, int number, List<Tensor> results) {
    if (matrix.numRows == 0 || matrix.numCols == 0) {
      for (int at : new int[] {0, 3}) {
        Stack sides = Stack.ofMatrices(results.get(at));
        write(
            CommonOps_ZDRM.identity(sides.rows(), sides.columns()),
            number,
            results.subList(at, at + 2));
      }
      return;
    }
    boolean wide = matrix.numCols > matrix.numRows;
    ComplexSvd decomposition =
        ComplexSvd.of(wide ? CommonOps_ZDRM.transposeConjugate(matrix, null) : matrix)
            .orElseThrow(() -> Decompositions.fault(a, number, Decompositions.NO_SINGULAR_VALUES));
    int count =
        wide ? Stack.ofMatrices(results.get(3)).rows() : Stack.ofMatrices(results.get(0)).columns();
    ZMatrixRMaj left = decomposition.left(count);
    ZMatrixRMaj right = decomposition.right();
    write(wide ? right : left, number, results.subList(0, 2));
    Stack.ofVectors(results.get(2)).write(number, decomposition.values());
    ZMatrixRMaj last = CommonOps_ZDRM.transposeConjugate(wide ? left : right, null);
    write(last, number, results.subList(3, 5));
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
