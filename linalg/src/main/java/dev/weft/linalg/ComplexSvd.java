// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;
import org.ejml.dense.row.decompose.qr.QRDecompositionHouseholderColumn_ZDRM;

/**
 * Singular values of a complex matrix that is not wider than high, by the one-sided method of
 * Jacobi: columns are turned against each other until all are orthogonal; their lengths are the
 * values.
 */
final class ComplexSvd {
  private static final double EPSILON = Math.ulp(1.0);
  private static final int MOST_ROUNDS = 64;

  /** By columns, the two parts of an element beside each other. */
  private final double[][] columns;

  private final double[][] turns;
  private final int rows;
  private final int[] order;

  private final double scale;

  private ComplexSvd(Scaled matrix) {
    this.rows = matrix.numbers().numRows;
    this.scale = matrix.by();
    this.columns = columns(matrix.numbers());
    this.turns = columns(CommonOps_ZDRM.identity(columns.length));
    turnAll();
    this.order =
        IntStream.range(0, columns.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> length(columns[j])).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Nothing where there are no such numbers. */
  static Optional<ComplexSvd> of(ZMatrixRMaj matrix) {
    return Scaled.of(matrix).map(ComplexSvd::new);
  }

  /** In descending order. */
  double[] values() {
    return IntStream.of(order).mapToDouble(j -> scale * length(columns[j])).toArray();
  }

  ZMatrixRMaj right() {
    ZMatrixRMaj right = new ZMatrixRMaj(turns.length, turns.length);
    for (int j = 0; j < order.length; j++) {
      set(right, j, turns[order[j]], 1);
    }
    return right;
  }

  /** The left vectors, and as many more as there is room for; all are orthonormal. */
  ZMatrixRMaj left(int count) {
    double[] values = values();
    int rank = 0;
    while (rank < values.length && values[rank] > values[0] * rows * EPSILON) {
      rank++;
    }
    ZMatrixRMaj known = leftVectors(new ZMatrixRMaj(rows, rank), rank, values);
    return leftVectors(orthonormal(known, count), rank, values);
  }

  private ZMatrixRMaj leftVectors(ZMatrixRMaj into, int rank, double[] values) {
    for (int j = 0; j < rank; j++) {
      set(into, j, columns[order[j]], values[j] / scale);
    }
    return into;
  }

  /** So many orthonormal columns, the first of which span what the known ones do. */
  private static ZMatrixRMaj orthonormal(ZMatrixRMaj known, int count) {
    if (known.numCols == 0) {
      return CommonOps_ZDRM.identity(known.numRows, count);
    }
    QRDecompositionHouseholderColumn_ZDRM qr = new QRDecompositionHouseholderColumn_ZDRM();
    qr.decompose(known);
    ZMatrixRMaj all = qr.getQ(null, false);
    return CommonOps_ZDRM.extract(all, 0, all.numRows, 0, count);
  }

  private void turnAll() {
    boolean turned = true;
    for (int round = 0; turned && round < MOST_ROUNDS; round++) {
      turned = false;
      for (int p = 0; p < columns.length; p++) {
        for (int q = p + 1; q < columns.length; q++) {
          turned |= turn(p, q);
        }
      }
    }
  }

  /** Makes two columns orthogonal; false if they were. */
  private boolean turn(int p, int q) {
    double[] product = product(columns[p], columns[q]);
    double size = Math.hypot(product[0], product[1]);
    double a = length(columns[p]);
    double b = length(columns[q]);
    if (size <= EPSILON * Math.sqrt(columns.length) * a * b) {
      return false;
    }
    double zeta = (b - a) * (b + a) / (2 * size);
    double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double cosine = 1 / Math.hypot(1, tangent);
    double re = product[0] / size;
    double im = product[1] / size;
    rotate(columns[p], columns[q], cosine, cosine * tangent, re, im);
    rotate(turns[p], turns[q], cosine, cosine * tangent, re, im);
    return true;
  }

  /** By an angle, after the phase of the second has been turned back. */
  private static void rotate(
      double[] x, double[] y, double cosine, double sine, double re, double im) {
    for (int i = 0; i < x.length; i += 2) {
      double yr = y[i] * re + y[i + 1] * im;
      double yi = y[i + 1] * re - y[i] * im;
      double xr = x[i];
      double xi = x[i + 1];
      x[i] = cosine * xr - sine * yr;
      x[i + 1] = cosine * xi - sine * yi;
      y[i] = sine * xr + cosine * yr;
      y[i + 1] = sine * xi + cosine * yi;
    }
  }

  /** The first, conjugated, times the second. */
  private static double[] product(double[] x, double[] y) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < x.length; i += 2) {
      re += x[i] * y[i] + x[i + 1] * y[i + 1];
      im += x[i] * y[i + 1] - x[i + 1] * y[i];
    }
    return new double[] {re, im};
  }

  private static double length(double[] x) {
    double sum = 0;
    for (double part : x) {
      sum += part * part;
    }
    return Math.sqrt(sum);
  }

  private static double[][] columns(ZMatrixRMaj matrix) {
    double[][] columns = new double[matrix.numCols][2 * matrix.numRows];
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        columns[j][2 * i] = matrix.getReal(i, j);
        columns[j][2 * i + 1] = matrix.getImag(i, j);
      }
    }
    return columns;
  }

  private static void set(ZMatrixRMaj into, int column, double[] values, double by) {
    for (int i = 0; i < into.numRows; i++) {
      into.set(i, column, values[2 * i] / by, values[2 * i + 1] / by);
    }
  }
}
