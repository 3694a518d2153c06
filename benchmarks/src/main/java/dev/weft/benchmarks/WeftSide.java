// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Weft, writing into memory that is used again. */
final class WeftSide implements Side {
  private static final int PIECE = 1 << 16;

  private final Map<Work, Call> calls = new EnumMap<>(Work.class);
  private final Map<String, Object> inputs;
  private final Options options;

  /** An expression with its arguments and the results of its first call, to be written again. */
  private record Call(Expression expression, Object[] inputs, Map<String, Tensor> outs) {}

  WeftSide(int elements, int threads) {
    this.options = Options.DEFAULT.withThreads(threads);
    this.inputs = Data.of(elements);
  }

  @Override
  public String name() {
    return "Weft";
  }

  @Override
  public Optional<Sample> run(Work work, int times) {
    Call call = calls.computeIfAbsent(work, this::prepare);
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      run(call);
    }
    double took = (double) (System.nanoTime() - start) / times;
    double check = call.outs().values().stream().mapToDouble(WeftSide::sum).sum();
    return Optional.of(new Sample(took, check));
  }

  /** In pieces: there is no memory for a copy of the largest results. */
  private static double sum(Tensor out) {
    Tensor flat = out.reshape(out.size());
    double sum = 0;
    for (long from = 0; from < flat.size(); from += PIECE) {
      long to = Math.min(flat.size(), from + PIECE);
      Tensor piece = flat.slice(new long[] {from}, new long[] {to - from}, new long[] {1});
      sum += Arrays.stream(piece.toDoubleArray()).sum();
    }
    return sum;
  }

  private Call prepare(Work work) {
    Expression expression =
        work.isScript()
            ? Weft.compileScript(work.peerName(), work.text(), options)
            : Weft.compile(work.text(), options);
    Object[] arguments = expression.inputs().stream().map(inputs::get).toArray();
    return new Call(expression, arguments, expression.callAll(arguments));
  }

  private void run(Call call) {
    if (call.outs().size() == 1) {
      call.expression().callInto(call.outs().values().iterator().next(), call.inputs());
    } else {
      call.expression().callInto(call.outs(), inputs);
    }
  }

  /** Whether it runs as it will run from now on. */
  boolean isWarm(Work work) {
    return calls.get(work).expression().diagnostics().stream()
        .filter(diagnostic -> diagnostic.code().equals("N0001"))
        .allMatch(diagnostic -> diagnostic.message().contains(", vector"));
  }

  @Override
  public void close() {}
}
