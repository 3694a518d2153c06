// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.schedule.MatrixProduct;
import dev.weft.compiler.schedule.MatrixProduct.Factor;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The numbers that BLAS wants for a product of matrices. It takes memory to hold columns one after
 * another where Weft's holds rows, so what it is given are the factors' transposes in the other
 * order, and what it writes is the result's.
 *
 * @param m rows of the transposed result, which are columns of the result
 * @param n columns of the transposed result
 * @param k terms of a sum
 * @param right the first matrix it is given
 * @param left the second
 * @param batches how many such products there are
 */
record Gemm(int m, int n, int k, Operand right, Operand left, int batches) {

  /**
   * A matrix.
   *
   * @param transposed whether BLAS transposes what it finds
   * @param lead how far it goes in memory from a column to the next
   * @param between how far from a matrix of a batch to the next
   */
  record Operand(boolean transposed, int lead, long between) {}

  /** Nothing where a factor is not dense: rows or columns without gaps, at any distance. */
  static Optional<Gemm> of(MatrixProduct product) {
    Optional<Operand> right = operand(product.right(), product.depth(), product.columns());
    Optional<Operand> left = operand(product.left(), product.rows(), product.depth());
    return right.isEmpty() || left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Gemm(
                Math.toIntExact(product.columns()),
                Math.toIntExact(product.rows()),
                Math.toIntExact(product.depth()),
                right.get(),
                left.get(),
                Math.toIntExact(product.batches())));
  }

  private static Optional<Operand> operand(Factor factor, long rows, long columns) {
    OptionalLong byRows = lead(factor.down(), rows, factor.along(), columns);
    OptionalLong byColumns = lead(factor.along(), columns, factor.down(), rows);
    boolean transposed = byRows.isEmpty();
    OptionalLong lead = transposed ? byColumns : byRows;
    return factor.between() < 0 || lead.isEmpty()
        ? Optional.empty()
        : Optional.of(new Operand(transposed, Math.toIntExact(lead.getAsLong()), factor.between()));
  }

  /** The distance of lines that lie apart, of elements side by side; a single one lies anyhow. */
  private static OptionalLong lead(long line, long lines, long element, long elements) {
    boolean dense = element == 1 || elements == 1;
    long lead = lines == 1 ? elements : line;
    return dense && lead >= elements ? OptionalLong.of(lead) : OptionalLong.empty();
  }
}
