// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
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
 * that depends on data counts with its bound; one without a bound counts for nothing until it is
 * found, and then again. The largest procedure counts with what it may work with.
 */
final class Peak {
  private static final int NAMED = 3;

  /**
   * Bytes that a procedure may work with per element of its operands and results: keys and a copy
   * of them to sort, or four copies in f64.
   */
  private static final int WORKSPACE = 32;

  private Symbols symbols;
  private final Map<Integer, Need> buffers = new HashMap<>();
  private final List<Need> results = new ArrayList<>();

  /** Per slot the number of its elements. */
  private final Map<Integer, Long> elements = new HashMap<>();

  /** What leaves the branches that come before the present step. */
  private final Map<Integer, Step.Choice> chosen = new HashMap<>();

  private long workspace;
  private final long bytes;

  private record Need(DType dtype, long[] shape, long bytes) {}

  /**
   * @param inputs how many elements each has
   */
  Peak(Program program, Symbols symbols, long[] inputs) {
    this.symbols = symbols;
    for (int i = 0; i < inputs.length; i++) {
      elements.put(i, inputs[i]);
    }
    program.constants().forEach(c -> elements.put(c.slot(), count(toLongs(c.shape()))));
    Step.nested(program.steps()).forEach(this::add);
    this.bytes = all().stream().mapToLong(Need::bytes).reduce(workspace, Peak::sum);
  }

  /** Demands that it is no more than a call may take. */
  void demand(Run run) {
    long limit = run.options.maxMemory();
    if (bytes > limit) {
      throw run.error(beyond(limit), -1, -1);
    }
  }

  private List<Need> all() {
    List<Need> all = new ArrayList<>(buffers.values());
    all.addAll(results);
    return all;
  }

  /** Says that this is more than a limit, and for what. */
  private Diagnostic beyond(long limit) {
    Diagnostic error =
        Diagnostic.error(
            RuntimeCodes.MEMORY_LIMIT,
            Wording.of("the call needs %,d bytes; the limit is %,d", bytes, limit));
    List<Need> largest =
        all().stream()
            .sorted(Comparator.comparingLong(Need::bytes).reversed())
            .limit(NAMED)
            .toList();
    for (Need need : largest) {
      error =
          error.because(
              Wording.of("%s%s takes %,d", need.dtype, Arrays.toString(need.shape), need.bytes));
    }
    return workspace == 0
        ? error
        : error.because(Wording.of("sorting and other work on whole tensors takes %,d", workspace));
  }

  private void add(Step step) {
    switch (step) {
      case Step.Alloc alloc -> {
        Need need = need(alloc);
        elements.put(alloc.slot(), count(need.shape));
        if (alloc.storage() == Step.Alloc.RESULT) {
          results.add(need);
        } else {
          buffers.merge(alloc.storage(), need, (a, b) -> a.bytes >= b.bytes ? a : b);
        }
      }
      case Step.BindSize bind -> {
        if (!symbols.know(Dim.symbol(bind.symbol()))) {
          long most = symbols.value(bind.most());
          symbols = symbols.with(bind.symbol(), most == Long.MAX_VALUE ? 0 : most);
        }
      }
      case Step.View view -> elements.put(view.slot(), count(view));
      case Step.Iota iota -> elements.put(iota.slot(), symbols.value(iota.size()));
      case Step.SizeOf size -> elements.put(size.slot(), 1L);
      case Step.Repeat repeat -> repeat.swaps().forEach(this::carry);
      case Step.While loop -> loop.swaps().forEach(this::carry);
      case Step.Perform perform -> {
        long count = perform.slots().stream().map(this::elements).reduce(0L, Peak::sum);
        workspace = Math.max(workspace, product(count, WORKSPACE));
      }
      case Step.Branch branch -> branch.results().forEach(c -> chosen.put(c.slot(), c));
      case Step.Launch _, Step.Copy _, Step.Assert _, Step.Positions _ -> {}
    }
  }

  private void carry(Step.Swap swap) {
    elements.put(swap.current(), elements(swap.initial()));
  }

  private long elements(int slot) {
    Step.Choice choice = chosen.get(slot);
    return choice == null
        ? elements.getOrDefault(slot, 0L)
        : Math.max(elements(choice.fromTrue()), elements(choice.fromFalse()));
  }

  private long count(Step.View view) {
    return switch (view.movement()) {
      case Movement.Reshape reshape -> count(symbols.values(reshape.shape()));
      case Movement.Broadcast broadcast -> count(symbols.values(broadcast.shape()));
      case Movement.Slice slice -> count(symbols.values(slice.size()));
      case Movement.Permute _ -> elements(view.source());
    };
  }

  private static long[] toLongs(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  private static long count(long[] shape) {
    long count = 1;
    for (long extent : shape) {
      count = product(count, Math.max(extent, 0));
    }
    return count;
  }

  private Need need(Step.Alloc alloc) {
    long[] shape = symbols.values(alloc.shape());
    return new Need(alloc.dtype(), shape, product(alloc.dtype().bytes(), count(shape)));
  }

  private static long product(long a, long b) {
    return a == 0 || b <= Long.MAX_VALUE / a ? a * b : Long.MAX_VALUE;
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
