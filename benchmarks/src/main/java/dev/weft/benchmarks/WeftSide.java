// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Weft, writing into memory that is used again. */
final class WeftSide implements Side {
  private final Map<Work, Expression> expressions = new EnumMap<>(Work.class);
  private final Map<String, Tensor> inputs;
  private final Tensor array;
  private final Tensor scalar = Tensor.zeros(DType.F64);

  WeftSide(double[] a, double[] b, int threads) {
    Options options = Options.DEFAULT.withThreads(threads);
    for (Work work : Work.values()) {
      expressions.put(work, Weft.compile(work.text(), options));
    }
    this.inputs = Map.of("a", Tensor.of(a), "b", Tensor.of(b));
    this.array = Tensor.zeros(DType.F64, a.length);
  }

  @Override
  public String name() {
    return "Weft";
  }

  @Override
  public Sample run(Work work) {
    Expression expression = expressions.get(work);
    Object[] arguments = expression.inputs().stream().map(inputs::get).toArray();
    Tensor out = work.reduces() ? scalar : array;
    long start = System.nanoTime();
    expression.callInto(out, arguments);
    long end = System.nanoTime();
    return new Sample(end - start, Arrays.stream(out.toDoubleArray()).sum());
  }

  @Override
  public boolean isWarm(Work work) {
    return expressions.get(work).diagnostics().stream()
        .allMatch(diagnostic -> diagnostic.message().contains(", vector"));
  }

  @Override
  public void close() {}
}
