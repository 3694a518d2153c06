// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.io.Csv;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Statistics of a portfolio of four stock indices: a script file, called from Java. */
public final class Portfolio {
  private Portfolio() {}

  /** The results of {@code portfolio.expr}, by name. */
  static Map<String, Tensor> statistics(Path samples) throws IOException {
    Tensor price = Csv.table(samples.resolve("data/indices.csv"));
    double[] weight = {0.4, 0.2, 0.2, 0.2};

    Expression script = Weft.compile(samples.resolve("scripts/portfolio.expr"));
    return script.callAll(Map.of("price", price, "weight", weight));
  }

  public static void main(String[] args) throws IOException {
    Samples.print(statistics(Samples.folder(args)));
  }
}
