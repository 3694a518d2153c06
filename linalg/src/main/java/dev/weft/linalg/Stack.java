// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import dev.weft.tensor.Tensor;
import org.ejml.data.DMatrixRMaj;

/** The matrices, vectors or scalars in the last axes of a dense tensor, as doubles. */
record Stack(Object array, int offset, int rows, int columns) {

  /** The last two axes. */
  static Stack ofMatrices(Tensor x) {
    return of(x, (int) x.dim(x.rank() - 2), (int) x.dim(x.rank() - 1));
  }

  /** The last axis. */
  static Stack ofVectors(Tensor x) {
    return of(x, 1, (int) x.dim(x.rank() - 1));
  }

  static Stack ofScalars(Tensor x) {
    return of(x, 1, 1);
  }

  private static Stack of(Tensor x, int rows, int columns) {
    return new Stack(x.storage(), (int) x.offset(), rows, columns);
  }

  private int start(int number) {
    return offset + number * rows * columns;
  }

  DMatrixRMaj read(int number) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    int start = start(number);
    for (int i = 0; i < matrix.data.length; i++) {
      matrix.data[i] =
          array instanceof double[] doubles ? doubles[start + i] : ((float[]) array)[start + i];
    }
    return matrix;
  }

  /** The lower triangle and its mirror image: the upper one is not looked at. */
  DMatrixRMaj readSymmetric(int number) {
    DMatrixRMaj matrix = read(number);
    for (int row = 0; row < rows; row++) {
      for (int column = row + 1; column < columns; column++) {
        matrix.set(row, column, matrix.get(column, row));
      }
    }
    return matrix;
  }

  void write(int number, double... values) {
    int start = start(number);
    for (int i = 0; i < rows * columns; i++) {
      if (array instanceof double[] doubles) {
        doubles[start + i] = values[i];
      } else {
        ((float[]) array)[start + i] = (float) values[i];
      }
    }
  }

  void write(int number, DMatrixRMaj matrix) {
    write(number, matrix.data);
  }
}
