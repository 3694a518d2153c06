// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.cublas;

import java.util.List;
import java.util.function.UnaryOperator;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Does in plain Java what the functions of {@link CuBlas} ask for: {@code C = alpha op(A) op(B) +
 * beta C}, sums in ascending order, fused. What BLAS refuses is refused.
 */
public final class ColumnMajor {
  private final Object[] parameters;

  private ColumnMajor(List<Object> parameters) {
    this.parameters = parameters.toArray();
  }

  /** A matrix of a batch. */
  private record Matrix(Object array, boolean transposed, int lead, long start) {
    private int at(int row, int column) {
      int down = transposed ? column : row;
      int along = transposed ? row : column;
      return Math.toIntExact(start + down + (long) along * lead);
    }

    double get(int row, int column) {
      return array instanceof FloatArray floats
          ? floats.get(at(row, column))
          : ((DoubleArray) array).get(at(row, column));
    }
  }

  /**
   * Runs a call.
   *
   * @param parameters as the functions for batches take them
   * @param twin the memory of the device that an array stands for
   */
  public static void gemm(List<Object> parameters, UnaryOperator<Object> twin) {
    ColumnMajor call = new ColumnMajor(parameters);
    int batches = call.number(16);
    for (int batch = 0; batch < batches; batch++) {
      call.multiply(
          call.matrix(6, call.number(0), batch, twin),
          call.matrix(9, call.number(1), batch, twin),
          call.matrix(13, 0, batch, twin));
    }
  }

  private int number(int index) {
    return (int) parameters[index];
  }

  private Matrix matrix(int index, int operation, int batch, UnaryOperator<Object> twin) {
    int lead = number(index + 1);
    long start = batch * (long) parameters[index + 2];
    return new Matrix(twin.apply(parameters[index]), operation != 0, lead, start);
  }

  private void multiply(Matrix a, Matrix b, Matrix c) {
    int m = number(2);
    int n = number(3);
    int k = number(4);
    require(a, m, k);
    require(b, k, n);
    require(c, m, n);
    double alpha = ((Number) parameters[5]).doubleValue();
    double beta = ((Number) parameters[12]).doubleValue();
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        int place = c.at(i, j);
        double before = beta == 0 ? 0 : beta * c.get(i, j);
        if (c.array() instanceof FloatArray floats) {
          float sum = 0;
          for (int s = 0; s < k; s++) {
            sum = Math.fma((float) a.get(i, s), (float) b.get(s, j), sum);
          }
          floats.set(place, (float) (alpha * sum + before));
        } else {
          double sum = 0;
          for (int s = 0; s < k; s++) {
            sum = Math.fma(a.get(i, s), b.get(s, j), sum);
          }
          ((DoubleArray) c.array()).set(place, alpha * sum + before);
        }
      }
    }
  }

  private static void require(Matrix matrix, int rows, int columns) {
    int height = matrix.transposed() ? columns : rows;
    if (matrix.lead() < Math.max(1, height)) {
      throw new IllegalArgumentException("CUBLAS_STATUS_INVALID_VALUE: " + matrix);
    }
  }
}
