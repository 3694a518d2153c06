// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Functions lie within their stated distance of what somebody else's code says. */
final class ReferenceTest {
  private static final int POINTS = 4_000;
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    2,
    -2,
    3,
    1e-300,
    -1e-310,
    1e300,
    709.7,
    -745,
    1e22,
    Double.MIN_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final Random random = new Random(7);
  private final ScalarEvaluator evaluator =
      new ScalarEvaluator(
          fault -> {
            throw new AssertionError(fault);
          });

  @Test
  void f64() {
    for (ScalarOp op : withReference()) {
      Reference reference = op.reference().orElseThrow();
      for (double[] x : points(op.arity())) {
        double expected = reference.apply(x);
        double actual = expand(op, DType.F64, x);
        assertClose(op, x, expected, actual, reference.ulps() * Math.ulp(expected));
      }
    }
  }

  @Test
  void f32() {
    for (ScalarOp op : withReference()) {
      for (double[] wide : points(op.arity())) {
        double[] x = Arrays.stream(wide).map(v -> (float) v).toArray();
        float expected = (float) op.reference().orElseThrow().apply(x);
        assertClose(op, x, expected, expand(op, DType.F32, x), Math.ulp(expected));
      }
    }
  }

  private static List<ScalarOp> withReference() {
    return Arrays.stream(ScalarOp.values()).filter(op -> op.reference().isPresent()).toList();
  }

  private double expand(ScalarOp op, DType dtype, double[] x) {
    List<Literal> operands = Arrays.stream(x).mapToObj(v -> Literal.of(dtype, v)).toList();
    return op.expand(evaluator, dtype, operands).asDouble();
  }

  private static void assertClose(
      ScalarOp op, double[] x, double expected, double actual, double distance) {
    String what = op + " of " + Arrays.toString(x) + ": " + actual + ", not " + expected;
    if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
      assertEquals(expected, actual, what);
    } else {
      assertTrue(Math.abs(expected - actual) <= distance, what);
    }
  }

  private List<double[]> points(int arity) {
    List<double[]> points = new ArrayList<>();
    for (double x : SPECIAL) {
      for (double y : SPECIAL) {
        points.add(arity == 1 ? new double[] {x} : new double[] {x, y});
      }
    }
    for (int i = 0; i < POINTS; i++) {
      points.add(
          random
              .doubles(arity, -1, 1)
              .map(v -> v * Math.scalb(1.0, random.nextInt(-40, 12)))
              .toArray());
    }
    return points;
  }
}
