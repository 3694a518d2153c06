// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.PrimTyping;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts the distinct primitives that an expansion applies, and checks their dtypes. */
final class Tally implements Algebra<Tally.Value> {

  /** Equal values are one value: what has the same operation and operands is computed once. */
  record Value(int number, DType dtype) {}

  private record Step(Object operation, DType dtype, List<Value> operands) {}

  private final List<Step> steps = new ArrayList<>();
  private final Set<Step> seen = new LinkedHashSet<>();

  Value argument(DType dtype, int index) {
    return step("argument " + index, dtype, List.of());
  }

  /** Primitives that do something at run time. */
  long cost() {
    return steps.stream()
        .filter(step -> step.operation() instanceof Prim prim && prim != Prim.BITCAST)
        .count();
  }

  private Value step(Object operation, DType dtype, List<Value> operands) {
    Step step = new Step(operation, dtype, operands);
    if (seen.add(step)) {
      steps.add(step);
    }
    return new Value(steps.indexOf(step), dtype);
  }

  private Value prim(Prim prim, DType result, Value... operands) {
    List<DType> dtypes = List.of(operands).stream().map(Value::dtype).toList();
    Optional<String> complaint = PrimTyping.complaint(prim, result, dtypes);
    complaint.ifPresent(
        text -> {
          throw new AssertionError(text);
        });
    return step(prim, result, List.of(operands));
  }

  @Override
  public Value f64(double value) {
    return step(Literal.of(value), DType.F64, List.of());
  }

  @Override
  public Value f32(float value) {
    return step(Literal.of(value), DType.F32, List.of());
  }

  @Override
  public Value i64(long value) {
    return step(Literal.of(value), DType.I64, List.of());
  }

  @Override
  public Value i32(int value) {
    return step(Literal.of(value), DType.I32, List.of());
  }

  @Override
  public Value bool(boolean value) {
    return step(Literal.of(value), DType.BOOL, List.of());
  }

  @Override
  public Value apply(Prim prim, Value a) {
    return prim(prim, a.dtype(), a);
  }

  @Override
  public Value apply(Prim prim, Value a, Value b) {
    return prim(prim, prim.isComparison() ? DType.BOOL : a.dtype(), a, b);
  }

  @Override
  public Value apply(Prim prim, Value a, Value b, Value c) {
    return prim(prim, c.dtype(), a, b, c);
  }

  @Override
  public Value convert(DType to, Value a) {
    return prim(Prim.CONVERT, to, a);
  }

  @Override
  public Value bitcast(DType to, Value a) {
    return prim(Prim.BITCAST, to, a);
  }

  @Override
  public Value call(Routine routine, List<Value> arguments) {
    return step(routine, routine.result(), arguments);
  }

  @Override
  public void require(Fault fault, Value ok) {
    throw new AssertionError("an elementary function demands nothing");
  }
}
