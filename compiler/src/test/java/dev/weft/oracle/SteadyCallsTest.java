// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A repeated call with tensors, an {@code out} and one thread makes no garbage. */
class SteadyCallsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ELEMENTS = 3000;
  private static final int CALLS = 200;

  /** Bytes that {@code calls} calls allocate once everything has settled. */
  private static long garbage(Expression expression, Tensor out, Object[] inputs, int calls) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 12 && least > 0; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        expression.callInto(out, inputs);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static Object[] inputs(int count, int elements) {
    Random random = new Random(5);
    return IntStream.range(0, count)
        .mapToObj(_ -> Tensor.of(random.doubles(elements, -1, 1).toArray()))
        .toArray();
  }

  private static void assertNoGarbage(String text, long outSize, Object... inputs) {
    Tensor out = outSize < 0 ? Tensor.zeros(DType.F64) : Tensor.zeros(DType.F64, outSize);
    Options options = Options.DEFAULT.withThreads(1).withBodies(Bodies.SCALAR);
    Expression expression = Weft.compile(text, options);
    String start = text.substring(0, Math.min(80, text.length()));
    assertEquals(0, garbage(expression, out, inputs, CALLS), start);
  }

  @Test
  void smallExpressionsMakeNoGarbage() {
    Object[] two = inputs(2, ELEMENTS);
    assertNoGarbage("2*a + 3*b", ELEMENTS, two);
    assertNoGarbage("sum(exp(a) * b)", -1, two);
    assertNoGarbage("(a - mean(a)) / std(a) + b", ELEMENTS, two);
    assertNoGarbage("where(a > b, a, b)[::-1] * 2", ELEMENTS, two);
  }

  @Test
  void fourHundredOperationsMakeNoGarbage() {
    String step = "x = abs((x * 0.99 - b) + 0.01); ";
    String text = "x = a; " + step.repeat(100) + "x";
    assertNoGarbage(text, ELEMENTS, inputs(2, ELEMENTS));
  }

  @Test
  void fiveThousandTermsOverManyInputs() {
    Object[] inputs = inputs(256, 1500);
    String text =
        IntStream.range(0, 5000).mapToObj(i -> "v" + i % 256).collect(Collectors.joining(" + "));
    Options options = Options.DEFAULT.withThreads(1).withBodies(Bodies.SCALAR);
    Expression sum = Weft.compile(text, options);
    Tensor out = Tensor.zeros(DType.F64, 1500);
    sum.callInto(out, inputs);
    double expected = 0;
    for (int i = 0; i < 5000; i++) {
      expected += ((Tensor) inputs[i % 256]).getDouble(7);
    }
    assertEquals(expected, out.getDouble(7));
    assertEquals(0, garbage(sum, out, inputs, 3));
  }

  /** Vectors are objects where a machine has no instruction for them: nobody may meet those. */
  @Test
  void vectorBodiesMakeNoGarbageOnLesserMachines() throws Exception {
    for (String machine : List.of("-XX:UseAVX=2", "-XX:MaxVectorSize=16")) {
      ChildJvm child = ChildJvm.of(SteadyBodies.class).classPath();
      String found = child.with("--add-modules=jdk.incubator.vector", machine).run();
      assertEquals("[]", found, machine);
    }
  }
}
