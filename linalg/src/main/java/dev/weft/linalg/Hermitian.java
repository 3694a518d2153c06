// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;
import org.ejml.dense.row.decompose.hessenberg.TridiagonalDecompositionHouseholder_ZDRM;

/**
 * Eigenvalues and vectors of a Hermitian matrix: a tridiagonal one is similar to it, whose phases
 * are moved into the vectors, and the real matrix that is left is decomposed as such.
 *
 * @param values in ascending order
 * @param vectors as columns
 */
record Hermitian(double[] values, ZMatrixRMaj vectors) {

  /** Nothing where there are no such numbers. */
  static Optional<Hermitian> of(ZMatrixRMaj matrix) {
    return Scaled.of(matrix).flatMap(scaled -> of(scaled.numbers(), scaled.by()));
  }

  private static Optional<Hermitian> of(ZMatrixRMaj matrix, double scale) {
    ZMatrixRMaj basis = CommonOps_ZDRM.identity(matrix.numRows);
    ZMatrixRMaj tridiagonal = matrix;
    if (matrix.numRows > 2) { // smaller ones are tridiagonal, and too small for EJML
      TridiagonalDecompositionHouseholder_ZDRM similar =
          new TridiagonalDecompositionHouseholder_ZDRM();
      if (!similar.decompose(matrix)) {
        return Optional.empty();
      }
      basis = similar.getQ(null, false);
      tridiagonal = similar.getT(null);
    }
    DMatrixRMaj real = withoutPhases(tridiagonal, basis);
    ZMatrixRMaj turned = basis;
    return Symmetric.of(real)
        .map(
            own ->
                new Hermitian(
                    Arrays.stream(own.values()).map(x -> x * scale).toArray(),
                    times(turned, own.vectors())));
  }

  /** A tridiagonal matrix made real; each column of the basis takes its phase. */
  private static DMatrixRMaj withoutPhases(ZMatrixRMaj tridiagonal, ZMatrixRMaj basis) {
    int n = tridiagonal.numRows;
    DMatrixRMaj real = new DMatrixRMaj(n, n);
    Complex_F64 phase = new Complex_F64(1, 0);
    Complex_F64 beside = new Complex_F64();
    for (int i = 0; i < n; i++) {
      real.set(i, i, tridiagonal.getReal(i, i));
      if (i > 0) {
        tridiagonal.get(i, i - 1, beside);
        double size = beside.getMagnitude();
        real.set(i, i - 1, size);
        real.set(i - 1, i, size);
        phase =
            size == 0
                ? new Complex_F64(1, 0)
                : phase.times(beside).divide(new Complex_F64(size, 0));
        turn(basis, i, phase);
      }
    }
    return real;
  }

  private static void turn(ZMatrixRMaj basis, int column, Complex_F64 phase) {
    Complex_F64 element = new Complex_F64();
    for (int i = 0; i < basis.numRows; i++) {
      basis.get(i, column, element);
      Complex_F64 turned = element.times(phase);
      basis.set(i, column, turned.real, turned.imaginary);
    }
  }

  private static ZMatrixRMaj times(ZMatrixRMaj basis, DMatrixRMaj vectors) {
    ZMatrixRMaj wide = new ZMatrixRMaj(vectors.numRows, vectors.numCols);
    for (int i = 0; i < vectors.data.length; i++) {
      wide.data[2 * i] = vectors.data[i];
    }
    ZMatrixRMaj product = new ZMatrixRMaj(basis.numRows, vectors.numCols);
    CommonOps_ZDRM.mult(basis, wide, product);
    return product;
  }
}
