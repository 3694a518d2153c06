// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory that a program takes for results and values in between, known as soon as sizes are.
 * Values that are never alive together share a buffer; results have memory of their own. A size
 * that depends on data counts with its bound.
 */
final class Peak {
  private static final int NAMED = 3;

  private Symbols symbols;
  private final Map<Integer, Need> buffers = new HashMap<>();
  private final List<Need> results = new ArrayList<>();
  private final long bytes;

  private record Need(DType dtype, long[] shape, long bytes) {}

  Peak(Program program, Symbols symbols) {
    this.symbols = symbols;
    Step.nested(program.steps()).forEach(this::add);
    this.bytes = all().stream().mapToLong(Need::bytes).reduce(0, Peak::sum);
  }

  /** The number of bytes, at most {@code Long.MAX_VALUE}. */
  long bytes() {
    return bytes;
  }

  private List<Need> all() {
    List<Need> all = new ArrayList<>(buffers.values());
    all.addAll(results);
    return all;
  }

  /** Says that this is more than a limit, and for what. */
  Diagnostic beyond(long limit) {
    Diagnostic error =
        Diagnostic.error(
            RuntimeCodes.MEMORY_LIMIT,
            "the call needs %,d bytes; the limit is %,d".formatted(bytes, limit));
    List<Need> largest =
        all().stream()
            .sorted(Comparator.comparingLong(Need::bytes).reversed())
            .limit(NAMED)
            .toList();
    for (Need need : largest) {
      error =
          error.because(
              "%s%s takes %,d".formatted(need.dtype, Arrays.toString(need.shape), need.bytes));
    }
    return error;
  }

  private void add(Step step) {
    switch (step) {
      case Step.Alloc alloc -> {
        Need need = need(alloc);
        if (alloc.storage() == Step.Alloc.RESULT) {
          results.add(need);
        } else {
          buffers.merge(alloc.storage(), need, (a, b) -> a.bytes >= b.bytes ? a : b);
        }
      }
      case Step.BindSize bind -> symbols = symbols.with(bind.symbol(), symbols.value(bind.most()));
      case Step.View _, Step.Iota _, Step.SizeOf _, Step.Launch _, Step.Copy _ -> {}
      case Step.Assert _, Step.Positions _, Step.Perform _ -> {}
      case Step.Repeat _, Step.While _, Step.Branch _ -> {}
    }
  }

  private Need need(Step.Alloc alloc) {
    long[] shape = symbols.values(alloc.shape());
    long bytes = alloc.dtype().bytes();
    for (long extent : shape) {
      bytes = product(bytes, Math.max(extent, 0));
    }
    return new Need(alloc.dtype(), shape, bytes);
  }

  private static long product(long a, long b) {
    return a == 0 || b <= Long.MAX_VALUE / a ? a * b : Long.MAX_VALUE;
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
