// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.ZMatrixRMaj;

/**
 * A complex matrix divided by its largest part, so that squares neither overflow nor vanish.
 *
 * @param by what it was divided by
 */
record Scaled(ZMatrixRMaj numbers, double by) {

  /** Nothing where an element is infinite or NaN. */
  static Optional<Scaled> of(ZMatrixRMaj matrix) {
    if (!Arrays.stream(matrix.data).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    double most = Arrays.stream(matrix.data).map(Math::abs).max().orElse(0);
    double by = most == 0 ? 1 : most;
    ZMatrixRMaj numbers = matrix.copy();
    Arrays.setAll(numbers.data, i -> matrix.data[i] / by);
    return Optional.of(new Scaled(numbers, by));
  }
}
