// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues and vectors of a symmetric matrix.
 *
 * @param values in ascending order
 * @param vectors as columns
 */
record Symmetric(double[] values, DMatrixRMaj vectors) {

  /** Nothing where there are no such numbers. */
  static Optional<Symmetric> of(DMatrixRMaj matrix) {
    int n = matrix.numRows;
    if (n == 0) {
      return Optional.of(new Symmetric(new double[0], new DMatrixRMaj(0, 0)));
    }
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(n, true, true);
    if (MatrixFeatures_DDRM.hasUncountable(matrix) || !decomposition.decompose(matrix)) {
      return Optional.empty();
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> decomposition.getEigenvalue(i).real))
            .mapToInt(Integer::intValue)
            .toArray();
    DMatrixRMaj vectors = new DMatrixRMaj(n, n);
    for (int j = 0; j < n; j++) {
      DMatrixRMaj vector = decomposition.getEigenVector(order[j]);
      for (int i = 0; i < n; i++) {
        vectors.set(i, j, vector.get(i));
      }
    }
    double[] values =
        Arrays.stream(order).mapToDouble(i -> decomposition.getEigenvalue(i).real).toArray();
    return Optional.of(new Symmetric(values, vectors));
  }
}
