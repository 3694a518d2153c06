// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sum of products over a domain of known size that is a product of matrices, or a batch of them:
 * {@code rows} by {@code depth} times {@code depth} by {@code columns}. Its results are in the
 * order of the kept axes.
 *
 * @param left the factor that is the same all along a row of results
 * @param right the factor that is the same all along a column
 */
public record MatrixProduct(
    long batches, long rows, long columns, long depth, Factor left, Factor right) {

  /**
   * A matrix in memory.
   *
   * @param param the parameter of the kernel
   * @param down how far one goes in memory from a row to the next
   * @param along from a column to the next
   * @param between from a matrix of a batch to the next
   */
  public record Factor(String param, long down, long along, long between) {}

  /**
   * Finds it.
   *
   * @param kept extents of the kept axes, not empty
   * @param reduced extents of the reduced axes
   * @param strides by the names of the factors the steps in memory along the axes of the domain
   * @return nothing where one of the factors is a vector, and where the axes of one of its sides do
   *     not lie in memory as one axis would
   */
  public static Optional<MatrixProduct> of(
      SumOfProducts sum, long[] kept, long[] reduced, Map<String, long[]> strides) {
    long[] extents = Arrays.copyOf(kept, kept.length + reduced.length);
    System.arraycopy(reduced, 0, extents, kept.length, reduced.length);
    long depth = Arrays.stream(reduced).reduce(1, Math::multiplyExact);
    Map<String, long[]> factors =
        sum.left().equals(sum.right())
            ? Map.of()
            : Map.of(sum.left(), strides.get(sum.left()), sum.right(), strides.get(sum.right()));
    return Tiles.of(kept, factors)
        .filter(tiles -> depth > 0)
        .flatMap(tiles -> new Sides(tiles, extents, depth).product(sum, strides));
  }

  /** The axes of the domain as those of matrices. */
  private record Sides(Tiles tiles, long[] extents, long depth) {

    Optional<MatrixProduct> product(SumOfProducts sum, Map<String, long[]> strides) {
      boolean swapped = tiles.alongRows().contains(sum.left());
      String left = swapped ? sum.right() : sum.left();
      String right = swapped ? sum.left() : sum.right();
      Axes rows = new Axes(tiles.firstRow(), tiles.firstColumn());
      Axes columns = new Axes(tiles.firstColumn(), tiles.kept().length);
      Axes deep = new Axes(tiles.kept().length, extents.length);
      return factor(left, strides.get(left), rows, deep)
          .flatMap(
              first ->
                  factor(right, strides.get(right), deep, columns)
                      .map(second -> product(first, second)));
    }

    private MatrixProduct product(Factor left, Factor right) {
      return new MatrixProduct(tiles.batches(), tiles.rows(), tiles.columns(), depth, left, right);
    }

    private Optional<Factor> factor(String param, long[] steps, Axes down, Axes along) {
      OptionalLong row = step(steps, down);
      OptionalLong column = step(steps, along);
      OptionalLong matrix = step(steps, new Axes(0, tiles.firstRow()));
      return row.isEmpty() || column.isEmpty() || matrix.isEmpty()
          ? Optional.empty()
          : Optional.of(new Factor(param, row.getAsLong(), column.getAsLong(), matrix.getAsLong()));
    }

    /** The step of several axes as one, if they lie in memory as one would; 0 for a size of 1. */
    private OptionalLong step(long[] steps, Axes axes) {
      long step = 0;
      long size = 1;
      for (int axis = axes.end() - 1; axis >= axes.first(); axis--) {
        if (extents[axis] == 1) {
          continue;
        }
        if (size == 1) {
          step = steps[axis];
        } else if (steps[axis] != step * size) {
          return OptionalLong.empty();
        }
        size *= extents[axis];
      }
      return OptionalLong.of(step);
    }
  }

  /** From {@code first} to below {@code end}. */
  private record Axes(int first, int end) {}
}
