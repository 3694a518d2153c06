// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScalarEvaluatorTest {
  private final List<Fault> faults = new ArrayList<>();
  private final ScalarEvaluator e = new ScalarEvaluator(faults::add);

  private static void same(double expected, Literal actual) {
    assertEquals(Literal.of(Double.isNaN(expected) ? Double.NaN : expected), actual);
  }

  private static void same(float expected, Literal actual) {
    assertEquals(Literal.of(Float.isNaN(expected) ? Float.NaN : expected), actual);
  }

  @Property
  void doublesAreJavas(@ForAll double x, @ForAll double y) {
    Literal a = e.f64(x);
    Literal b = e.f64(y);
    same(x + y, e.add(a, b));
    same(x - y, e.sub(a, b));
    same(x * y, e.mul(a, b));
    same(x / y, e.div(a, b));
    same(Math.fma(x, y, 1.5), e.fma(a, b, e.f64(1.5)));
    same(Math.min(x, y), e.apply(Prim.MIN, a, b));
    same(Math.max(x, y), e.apply(Prim.MAX, a, b));
    same(Math.rint(x), e.apply(Prim.RINT, a));
    same(Math.sqrt(x), e.apply(Prim.SQRT, a));
    assertEquals(e.bool(x < y), e.lt(a, b));
    assertEquals(e.i32((int) x), e.convert(DType.I32, a));
    assertEquals(e.i64((long) x), e.convert(DType.I64, a));
    assertEquals(e.f32((float) x), e.convert(DType.F32, a));
    assertEquals(a, e.bitcast(DType.F64, e.bitcast(DType.I64, a)));
  }

  @Property
  void floatsAreJavas(@ForAll float x, @ForAll float y) {
    Literal a = e.f32(x);
    Literal b = e.f32(y);
    same(x + y, e.add(a, b));
    same(x * y, e.mul(a, b));
    same(x / y, e.div(a, b));
    same(Math.fma(x, y, 1.5f), e.fma(a, b, e.f32(1.5f)));
    same((float) Math.sqrt(x), e.apply(Prim.SQRT, a));
    same((float) Math.floor(x), e.apply(Prim.FLOOR, a));
    assertEquals(e.i64((long) x), e.convert(DType.I64, a));
    assertEquals(e.f64(x), e.convert(DType.F64, a));
    assertEquals(a, e.bitcast(DType.F32, e.bitcast(DType.I32, a)));
  }

  @Property
  void integersWrap(@ForAll int x, @ForAll int y) {
    Literal a = e.i32(x);
    Literal b = e.i32(y);
    assertEquals(e.i32(x + y), e.add(a, b));
    assertEquals(e.i32(x * y), e.mul(a, b));
    assertEquals(e.i32(-x), e.neg(a));
    assertEquals(e.i32(~x), e.apply(Prim.NOT, a));
    assertEquals(e.i32(x >>> (y & 31)), e.apply(Prim.USHR, a, e.i32(y & 31)));
    assertEquals(e.i32(x << (y & 31)), e.apply(Prim.SHL, a, e.i32(y & 31)));
    assertEquals(e.f32(x), e.convert(DType.F32, a));
    assertEquals(e.bool(x != 0), e.convert(DType.BOOL, a));
    assertEquals(e.i32(x & 0xff), e.convert(DType.I32, e.convert(DType.U8, a)));
  }

  @Property
  void longsWrap(@ForAll long x, @ForAll long y) {
    assertEquals(e.i64(x * y), e.mul(e.i64(x), e.i64(y)));
    assertEquals(e.i64(Math.abs(x)), e.abs(e.i64(x)));
    assertEquals(e.f32(x), e.convert(DType.F32, e.i64(x)));
    assertEquals(e.i32((int) x), e.convert(DType.I32, e.i64(x)));
    assertEquals(e.i64(x >> (y & 63)), e.apply(Prim.SHR, e.i64(x), e.i64(y & 63)));
  }

  @Test
  void truncationKeepsTheSignOfZero() {
    same(-0.0, e.apply(Prim.TRUNC, e.f64(-0.7)));
    same(-0.0, e.apply(Prim.TRUNC, e.f64(-0.0)));
    same(-3.0, e.apply(Prim.TRUNC, e.f64(-3.9)));
    same(3.0f, e.apply(Prim.TRUNC, e.f32(3.9f)));
    same(Double.NaN, e.apply(Prim.TRUNC, e.f64(Double.NaN)));
  }

  @Test
  void boolsHaveLogic() {
    assertEquals(e.bool(true), e.apply(Prim.XOR, e.bool(true), e.bool(false)));
    assertEquals(e.bool(false), e.apply(Prim.NOT, e.bool(true)));
    assertEquals(e.bool(true), e.eq(e.bool(false), e.bool(false)));
    assertEquals(e.i32(1), e.convert(DType.I32, e.bool(true)));
    assertEquals(e.i32(7), e.select(e.bool(false), e.i32(3), e.i32(7)));
  }

  @Test
  void whatDoesNotTypeIsRefused() {
    Literal one = e.i64(1);
    assertThrows(IllegalArgumentException.class, () -> e.add(one, e.f64(1)));
    assertThrows(IllegalArgumentException.class, () -> e.div(one, one));
    assertThrows(IllegalArgumentException.class, () -> e.bitcast(DType.F32, one));
    assertThrows(IllegalArgumentException.class, () -> e.apply(Prim.SHL, one, e.i64(64)));
    Routine none = Routine.of("noSuchRoutine", DType.F64, DType.F64);
    assertThrows(IllegalArgumentException.class, () -> e.call(none, List.of(e.f64(1))));
  }

  @Test
  void routinesOfTheRuntimeAreCalled() {
    Routine sin = Routine.of("sin", DType.F64, DType.F64);
    same(StrictMath.sin(1e9), e.call(sin, List.of(e.f64(1e9))));
  }

  @Test
  void demandsThatFailAreReported() {
    e.require(Fault.ASSERTION, e.bool(true));
    e.require(Fault.INDEX_OUT_OF_RANGE, e.bool(false));
    assertEquals(List.of(Fault.INDEX_OUT_OF_RANGE), faults);
  }
}
