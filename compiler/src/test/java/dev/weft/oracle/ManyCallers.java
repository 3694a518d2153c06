// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A hundred threads that call at once, again and again; of a kind that the argument names. */
final class ManyCallers {
  private static final int CALLERS = 100;
  private static final int ROUNDS = 8;
  private static final int ELEMENTS = 50_000;

  private ManyCallers() {}

  public static void main(String[] args) throws Exception {
    boolean virtual = args[0].equals("virtual");
    try (ExecutorService callers =
            virtual
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(CALLERS);
        ExecutorService helpers = Executors.newVirtualThreadPerTaskExecutor()) {
      Options options = Options.DEFAULT.withThreads(3);
      Options all = virtual ? options.withExecutor(helpers) : options;
      Expression e = Weft.compile("sum(cumsum(x) * (x - cumsum(x)[::-1]))", all);
      Tensor x = Tensor.zeros(DType.F64, ELEMENTS);
      List<Future<Tensor>> results = new ArrayList<>();
      for (int i = 0; i < CALLERS * ROUNDS; i++) {
        results.add(callers.submit(() -> e.call(x)));
      }
      for (Future<Tensor> result : results) {
        if (result.get().getDouble() != 0) {
          throw new IllegalStateException(result.get().toString());
        }
      }
    }
    System.out.println("done");
  }
}
