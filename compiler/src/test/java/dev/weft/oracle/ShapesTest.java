// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.oracle.Given.Arrangement;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One compile serves all sizes, and a chain with its reductions is one kernel. */
class ShapesTest {

  @Test
  void oneCompileServesAThousandShapesAndLayouts() {
    Expression fused = Weft.compile("sum(exp(x) * w, axis=0) + max(x, axis=0)");
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      long rows = 1 + size(random);
      long columns = size(random);
      Tensor x = tensor(random, rows, columns);
      Tensor w = tensor(random, random.nextInt(4) == 0 ? 1 : columns);
      Tensor whole = fused.call(x, w);
      assertEquals(columns, whole.size());
      if (columns > 0) {
        long at = random.nextInt((int) columns);
        Tensor column = column(x, at);
        Tensor weight = w.dim(0) == 1 ? w : column(w.reshape(1, w.dim(0)), at).reshape(1);
        assertEquals(fused.call(column, weight).getDouble(0), whole.getDouble(at), 1e-9);
      }
    }
    assertEquals(1, fused.recompiles());
    assertEquals(1, fused.variants());
  }

  private static Tensor column(Tensor x, long at) {
    return x.slice(new long[] {0, at}, new long[] {x.dim(0), 1}, new long[] {1, 1});
  }

  private static long size(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> random.nextInt(2000);
      default -> random.nextInt(40);
    };
  }

  /** A tensor that lies in memory in some way; its numbers leave sums small. */
  private static Tensor tensor(Random random, Long... shape) {
    Arrangement[] all = Arrangement.values();
    Arrangement arrangement = all[random.nextInt(all.length)];
    Tensor like = new Given("x", DType.I32, List.of(shape), arrangement, false, 1).tensor();
    double[] values = random.doubles(((int[]) like.storage()).length, -1, 1).toArray();
    return Tensor.view(DType.F64, values, like.offset(), like.shape(), like.strides());
  }

  @Test
  void chainsAndTheirReductionsAreOneKernel() {
    Map<String, String> types = Map.of("x", "f64[r,c]", "w", "f64[c]", "n", "i64");
    for (String text :
        List.of(
            "sum(sin(x)**2 * w, axis=0) / n",
            "sum(sin(x)**2 * w) / n",
            "2*x + 3*w",
            "exp(x)",
            "sum(x*w)",
            "where(x > 0, sqrt(abs(x)), tanh(x) * w) + n",
            "max(abs(x - w), axis=1, keepdims=True)",
            "sum((x.T)[::2, 1:] * n, axis=1)")) {
      assertEquals(1, Weft.compile(text).explain(types).kernels(), text);
    }
  }
}
