// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kernels that are called often come to run their vector bodies, whatever functions they hold. */
class VectorBodiesTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final List<String> TEXTS =
      List.of(
          "2*a + 3*b",
          "exp(a) + log(b)",
          "sin(a)",
          "sin(a)**2 + cos(b)**2",
          "tan(a)",
          "tanh(a) * sqrt(b)",
          "where(a > b, a, -b)",
          "sum(a*b)",
          "sum(sin(a)**2)",
          "b ** a");

  @Test
  void everyKernelWarmsUp() throws InterruptedException {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "elsewhere vectors may be narrow");
    Random random = new Random(3);
    Tensor a = Tensor.of(random.doubles(50_000, 0.1, 4).toArray());
    Tensor b = Tensor.of(random.doubles(50_000, 0.1, 4).toArray());
    Map<String, Expression> waiting = new LinkedHashMap<>();
    TEXTS.forEach(text -> waiting.put(text, Weft.compile(text, Options.DEFAULT.withThreads(1))));
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!waiting.isEmpty() && System.nanoTime() < end) {
      for (Expression expression : List.copyOf(waiting.values())) {
        Object[] arguments =
            expression.inputs().stream().map(name -> name.equals("a") ? a : b).toArray();
        IntStream.range(0, 5).forEach(_ -> expression.call(arguments));
      }
      waiting.values().removeIf(VectorBodiesTest::isVector);
      Thread.sleep(20);
    }
    Map<String, Object> scalar = new LinkedHashMap<>();
    waiting.forEach((text, expression) -> scalar.put(text, expression.diagnostics()));
    assertEquals(Map.of(), scalar);
  }

  private static boolean isVector(Expression expression) {
    return expression.diagnostics().stream()
        .filter(d -> d.code().equals("N0001"))
        .allMatch(d -> d.message().contains(", vector"));
  }
}
