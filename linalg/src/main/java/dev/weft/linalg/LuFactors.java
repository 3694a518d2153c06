// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;

/** A square matrix as P L U. Singular is what has a pivot of 0, however small the others are. */
final class LuFactors {
  private final int n;
  private final double[] factors;
  private final int[] pivot;

  LuFactors(DMatrixRMaj a) {
    n = a.numRows;
    LUDecompositionAlt_DDRM decomposition = new LUDecompositionAlt_DDRM();
    if (n > 0) {
      decomposition.decompose(a);
    }
    factors = n > 0 ? decomposition.getLU().data : new double[0];
    pivot = n > 0 ? decomposition.getRowPivotV(null) : new int[0];
  }

  private double diagonal(int i) {
    return factors[i * n + i];
  }

  boolean isSingular() {
    for (int i = 0; i < n; i++) {
      if (diagonal(i) == 0) {
        return true;
      }
    }
    return false;
  }

  private double parity() {
    return parity(pivot, n);
  }

  /** 1 or -1: how often rows were exchanged. */
  static double parity(int[] pivot, int n) {
    boolean[] seen = new boolean[n];
    double parity = 1;
    for (int start = 0; start < n; start++) {
      for (int at = pivot[start]; !seen[start] && at != start; at = pivot[at]) {
        seen[at] = true;
        parity = -parity;
      }
    }
    return parity;
  }

  double determinant() {
    double product = parity();
    for (int i = 0; i < n; i++) {
      product *= diagonal(i);
    }
    return product;
  }

  /** Sign and logarithm of the absolute value of the determinant. */
  double[] signAndLogarithm() {
    double sign = parity();
    double logarithm = 0;
    for (int i = 0; i < n; i++) {
      sign *= diagonal(i) < 0 ? -1 : diagonal(i) == 0 ? 0 : 1; // of NaN as NumPy has it
      logarithm += Math.log(Math.abs(diagonal(i)));
    }
    return new double[] {sign, logarithm};
  }

  /** Solves for every column of b. */
  DMatrixRMaj solve(DMatrixRMaj b) {
    DMatrixRMaj x = new DMatrixRMaj(b.numRows, b.numCols);
    double[] column = new double[n];
    for (int j = 0; j < b.numCols; j++) {
      for (int i = 0; i < n; i++) {
        column[i] = b.get(pivot[i], j);
      }
      forward(column);
      TriangularSolver_DDRM.solveU(factors, column, n);
      for (int i = 0; i < n; i++) {
        x.set(i, j, column[i]);
      }
    }
    return x;
  }

  /** By the lower factor, whose diagonal of ones is not stored. */
  private void forward(double[] column) {
    for (int i = 0; i < n; i++) {
      double sum = column[i];
      for (int k = 0; k < i; k++) {
        sum -= factors[i * n + k] * column[k];
      }
      column[i] = sum;
    }
  }
}
