// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an operation takes, found by expanding it over values that are nothing. */
public final class PrimCount implements Algebra<Boolean> {
  private static final Map<Key, PrimCount> KNOWN = new ConcurrentHashMap<>();

  /** In units of an addition. */
  private static final int DIVISION = 5;

  private static final int ROUTINE = 100;

  private record Key(ScalarOp op, DType dtype) {}

  private int weight;
  private boolean mayFail;

  private PrimCount() {}

  /** What an operation on real numbers takes. */
  public static PrimCount of(ScalarOp op, DType dtype) {
    return KNOWN.computeIfAbsent(
        new Key(op, dtype),
        key -> {
          PrimCount count = new PrimCount();
          op.expand(count, dtype, Collections.nCopies(op.arity(), true));
          return count;
        });
  }

  /** Work in units of an addition. */
  public int weight() {
    return weight;
  }

  /** True where some operands are a fault; floats have none, so complex numbers have none. */
  public static boolean mayFail(ScalarOp op, DType dtype) {
    return !dtype.isComplex() && of(op, dtype).mayFail;
  }

  private Boolean count(int units) {
    weight += units;
    return true;
  }

  @Override
  public Boolean f64(double value) {
    return true;
  }

  @Override
  public Boolean f32(float value) {
    return true;
  }

  @Override
  public Boolean i64(long value) {
    return true;
  }

  @Override
  public Boolean i32(int value) {
    return true;
  }

  @Override
  public Boolean bool(boolean value) {
    return true;
  }

  @Override
  public Boolean apply(Prim prim, Boolean a) {
    return count(prim == Prim.SQRT ? DIVISION : 1);
  }

  @Override
  public Boolean apply(Prim prim, Boolean a, Boolean b) {
    return count(prim == Prim.DIV ? DIVISION : 1);
  }

  @Override
  public Boolean apply(Prim prim, Boolean a, Boolean b, Boolean c) {
    return count(1);
  }

  @Override
  public Boolean convert(DType to, Boolean a) {
    return count(1);
  }

  @Override
  public Boolean bitcast(DType to, Boolean a) {
    return true;
  }

  @Override
  public Boolean call(Routine routine, List<Boolean> arguments) {
    return count(ROUTINE);
  }

  @Override
  public void require(Fault fault, Boolean ok) {
    mayFail = true;
  }
}
