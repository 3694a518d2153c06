// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.tensor.Layout;

/** Which form of a fold costs less: a rough count of nanoseconds per element. */
final class FoldCost {
  private static final double CALL = 20;
  private static final double FILL = 0.15;
  private static final double GATHER = 1.5;

  /** Where every element takes a cache line that is gone before its neighbours are wanted. */
  private static final double LONELY_GATHER = 3;

  /** Lines that stay near from one pass over the reduced axes to the next. */
  private static final int NEAR_LINES = 4_096;

  private static final int LINE = 8;
  private static final double SHORT_ROWS = 0.5;
  private static final double ACCUMULATOR_TRAFFIC = 0.1;

  private FoldCost() {}

  static boolean isInner(Domain domain, Tuning tuning) {
    return switch (tuning.form()) {
      case INNER -> true;
      case OUTER -> false;
      case CHEAPER -> domain.reducedSize == 0 || inner(domain) <= outer(domain, tuning);
    };
  }

  private static double inner(Domain domain) {
    double cost = CALL / Math.min(domain.reducedSize, 1_024);
    for (int p = 0; p < domain.operands.length; p++) {
      if (domain.reduced[p] != null) {
        cost += packing(domain.reduced[p], !domain.operands[p].isArray());
        boolean far = Math.abs(innerStride(domain.reduced[p])) >= LINE;
        cost += far && domain.reducedSize > NEAR_LINES ? LONELY_GATHER - GATHER : 0;
      }
    }
    return cost;
  }

  private static double outer(Domain domain, Tuning tuning) {
    long row = domain.keptRow() < tuning.shortRow() ? domain.keptSize : domain.keptRow();
    double cost = CALL / Math.min(row, tuning.outerGroup()) + ACCUMULATOR_TRAFFIC;
    for (int p = 0; p < domain.operands.length; p++) {
      if (domain.reduced[p] != null) {
        cost += packing(domain.kept[p], !domain.operands[p].isArray());
      }
    }
    return cost;
  }

  private static double packing(Layout layout, boolean identity) {
    int inner = layout.rank() - 1;
    double rows = inner > 0 && layout.shape(inner) < 64 ? SHORT_ROWS : 0;
    if (layout.stride(inner) == 0 || identity) {
      return FILL + rows;
    }
    return layout.stride(inner) == 1 ? rows : GATHER + rows;
  }

  private static long innerStride(Layout layout) {
    return layout.stride(layout.rank() - 1);
  }
}
