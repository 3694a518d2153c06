// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Accuracy, special values, symmetry and cost of every elementary function. */
final class ElementaryTest {

  private static final ScalarEvaluator NUMBERS =
      new ScalarEvaluator(
          fault -> {
            throw new AssertionError(fault);
          });

  static Stream<Arguments> functions() {
    return Arrays.stream(Function.values())
        .flatMap(f -> Stream.of(DType.F64, DType.F32).map(dtype -> Arguments.of(f, dtype)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void staysWithinItsBound(Function function, DType dtype) {
    List<Points.Point> points = Points.of(function.title(), function.arity(), dtype);
    assertTrue(points.size() >= 1900, "points: " + points.size());
    List<String> wrong = new ArrayList<>();
    for (Points.Point point : points) {
      double got = evaluate(function, dtype, point.arguments());
      double error = error(dtype, got, point);
      if (!(error <= function.bound(dtype))) {
        wrong.add(point + " gave " + got + ", off by " + error);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void costsWhatIsPromised(Function function, DType dtype) {
    Tally tally = new Tally();
    List<Tally.Value> arguments =
        IntStream.range(0, function.arity()).mapToObj(i -> tally.argument(dtype, i)).toList();
    assertEquals(dtype, function.expand(tally, dtype, arguments).dtype());
    assertEquals(function.cost(dtype), tally.cost());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SIN", "TAN", "ASIN", "ATAN", "SINH", "TANH", "ASINH", "ATANH", "ERF", "CBRT"})
  void oddFunctionsMirror(Function function) {
    assertMirrors(function, -1);
  }

  @ParameterizedTest
  @EnumSource(names = {"COS", "COSH"})
  void evenFunctionsMirror(Function function) {
    assertMirrors(function, 1);
  }

  private static void assertMirrors(Function function, double sign) {
    for (DType dtype : List.of(DType.F64, DType.F32)) {
      for (Points.Point point : Points.of(function.title(), 1, dtype)) {
        Literal x = point.arguments().getFirst();
        Literal minus = NUMBERS.neg(x);
        double there = evaluate(function, dtype, List.of(x));
        assertEquals(sign * there, evaluate(function, dtype, List.of(minus)), x.toString());
      }
    }
  }

  @Test
  void powersThatAreNumbersAreExact() {
    for (int base = 2; base <= 30; base++) {
      double power = 1;
      for (int n = 0; power < 0x1p53; n++, power *= base) {
        assertEquals(power, pow(base, n), base + " to the " + n);
        assertEquals(n % 2 == 0 ? power : -power, pow(-base, n), -base + " to the " + n);
      }
    }
    for (int k = -1074; k < 1024; k++) {
      assertEquals(Math.scalb(1.0, k), pow(2, k), "2 to the " + k);
    }
  }

  @Test
  void powersHaveExactLogarithms() {
    for (int k = -1074; k < 1024; k++) {
      Literal power = Literal.of(Math.scalb(1.0, k));
      assertEquals(k, Elementary.log2(NUMBERS, DType.F64, power).asDouble());
      assertEquals(power, Elementary.exp2(NUMBERS, DType.F64, Literal.of((double) k)));
    }
    for (int k = -149; k < 128; k++) {
      Literal power = Literal.of(Math.scalb(1.0f, k));
      assertEquals(k, Elementary.log2(NUMBERS, DType.F32, power).asDouble());
      assertEquals(power, Elementary.exp2(NUMBERS, DType.F32, Literal.of((float) k)));
    }
    for (int k = 0; k <= 22; k++) {
      Literal power = Literal.of(Double.parseDouble("1e" + k));
      assertEquals(k, Elementary.log10(NUMBERS, DType.F64, power).asDouble());
    }
    for (int k = 0; k <= 10; k++) {
      Literal power = Literal.of(Float.parseFloat("1e" + k));
      assertEquals(k, Elementary.log10(NUMBERS, DType.F32, power).asDouble());
    }
  }

  @Test
  void cubesHaveExactRoots() {
    for (int n = -2000; n <= 2000; n++) {
      double cube = (double) n * n * n;
      assertEquals(n + 0.0, Elementary.cbrt(NUMBERS, DType.F64, Literal.of(cube)).asDouble());
    }
  }

  @Test
  void onlyFloatsHaveElementaryFunctions() {
    assertThrows(
        IllegalArgumentException.class, () -> Elementary.exp(NUMBERS, DType.I32, Literal.of(1)));
  }

  private static double pow(double x, double y) {
    return evaluate(Function.POW, DType.F64, List.of(Literal.of(x), Literal.of(y)));
  }

  private static double evaluate(Function function, DType dtype, List<Literal> arguments) {
    Literal result = function.expand(NUMBERS, dtype, arguments);
    assertEquals(dtype, result.dtype());
    return result.asDouble();
  }

  /** In ulps of the nearest number; where that is zero, infinite or NaN, only itself is right. */
  private static double error(DType dtype, double got, Points.Point point) {
    double nearest = point.nearest();
    if (Double.doubleToLongBits(got) == Double.doubleToLongBits(nearest)) {
      return Math.abs(point.offset());
    }
    boolean wrongSign = Math.copySign(1, got) != Math.copySign(1, nearest);
    if (wrongSign || Double.isNaN(got) || !Double.isFinite(nearest)) {
      return Double.POSITIVE_INFINITY;
    }
    double ulp = dtype == DType.F64 ? Math.ulp(nearest) : Math.ulp((float) nearest);
    return Math.abs((got - nearest) / ulp - point.offset());
  }
}
