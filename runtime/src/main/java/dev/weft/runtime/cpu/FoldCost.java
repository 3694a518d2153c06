// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.tensor.Layout;

/** Which form of a fold costs less: a rough count of nanoseconds per element. */
final class FoldCost {
  private static final double CALL = 20;
  private static final double FILL = 0.15;
  private static final double GATHER = 1;

  /** For steps over whole cache lines. */
  private static final double FAR_GATHER = 3;

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
        cost += packing(domain.reduced[p], domain.operands[p].identity());
      }
    }
    return cost;
  }

  private static double outer(Domain domain, Tuning tuning) {
    long row = domain.keptRow() < tuning.shortRow() ? domain.keptSize : domain.keptRow();
    double cost = CALL / Math.min(row, tuning.outerGroup()) + ACCUMULATOR_TRAFFIC;
    for (int p = 0; p < domain.operands.length; p++) {
      if (domain.reduced[p] != null) {
        cost += packing(domain.kept[p], domain.operands[p].identity());
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
    long step = Math.abs(layout.stride(inner));
    return rows + (layout.stride(inner) == 1 ? 0 : step < LINE ? GATHER : FAR_GATHER);
  }
}
