// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.decompose.lu.LUDecompositionAlt_ZDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_ZDRM;

/** As {@link LuFactors}, of complex numbers. */
final class ComplexFactors {
  private final int n;
  private final LUDecompositionAlt_ZDRM factors = new LUDecompositionAlt_ZDRM();
  private final LinearSolverLu_ZDRM solver = new LinearSolverLu_ZDRM(factors);

  ComplexFactors(ZMatrixRMaj a) {
    n = a.numRows;
    if (n > 0) {
      solver.setA(a);
    }
  }

  private double re(int i) {
    return factors.getLU().data[2 * (i * n + i)];
  }

  private double im(int i) {
    return factors.getLU().data[2 * (i * n + i) + 1];
  }

  boolean isSingular() {
    for (int i = 0; i < n; i++) {
      if (re(i) == 0 && im(i) == 0) {
        return true;
      }
    }
    return false;
  }

  private double parity() {
    return n == 0 ? 1 : LuFactors.parity(factors.getRowPivotV(null), n);
  }

  /** Its two parts. */
  double[] determinant() {
    double[] product = {parity(), 0};
    for (int i = 0; i < n; i++) {
      times(product, re(i), im(i));
    }
    return product;
  }

  private static void times(double[] product, double re, double im) {
    double x = product[0];
    double y = product[1];
    product[0] = x * re - y * im;
    product[1] = x * im + y * re;
  }

  /** The two parts of the sign, and the logarithm of the absolute value, of the determinant. */
  double[] signAndLogarithm() {
    double[] sign = {parity(), 0};
    double logarithm = 0;
    for (int i = 0; i < n; i++) {
      double size = Math.hypot(re(i), im(i));
      times(sign, size == 0 ? 0 : re(i) / size, size == 0 ? 0 : im(i) / size);
      logarithm += Math.log(size);
    }
    return new double[] {sign[0], sign[1], logarithm};
  }

  ZMatrixRMaj solve(ZMatrixRMaj b) {
    ZMatrixRMaj x = new ZMatrixRMaj(b.numRows, b.numCols);
    if (n > 0 && b.numCols > 0) {
      solver.solve(b, x);
    }
    return x;
  }
}
