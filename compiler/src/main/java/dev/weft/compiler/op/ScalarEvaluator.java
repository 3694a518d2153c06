// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.tensor.DType;
import java.util.List;
import java.util.function.Consumer;

/**
 * Scalar arithmetic on constants: what every primitive means, to the bit. Interpreters run on it,
 * and whatever folds constants does.
 */
public final class ScalarEvaluator implements Algebra<Literal> {
  private final Consumer<Fault> onFault;

  /** An evaluator that reports each demand that does not hold to {@code onFault}. */
  public ScalarEvaluator(Consumer<Fault> onFault) {
    this.onFault = onFault;
  }

  @Override
  public Literal f64(double value) {
    return Literal.of(value);
  }

  @Override
  public Literal f32(float value) {
    return Literal.of(value);
  }

  @Override
  public Literal i64(long value) {
    return Literal.of(value);
  }

  @Override
  public Literal i32(int value) {
    return Literal.of(value);
  }

  @Override
  public Literal bool(boolean value) {
    return Literal.of(value);
  }

  @Override
  public Literal apply(Prim prim, Literal a) {
    return evaluate(prim, a.dtype(), List.of(a));
  }

  @Override
  public Literal apply(Prim prim, Literal a, Literal b) {
    return evaluate(prim, prim.isComparison() ? DType.BOOL : a.dtype(), List.of(a, b));
  }

  @Override
  public Literal apply(Prim prim, Literal a, Literal b, Literal c) {
    return evaluate(prim, c.dtype(), List.of(a, b, c));
  }

  @Override
  public Literal convert(DType to, Literal a) {
    return a.to(to);
  }

  @Override
  public Literal bitcast(DType to, Literal a) {
    return evaluate(Prim.BITCAST, to, List.of(a));
  }

  @Override
  public Literal call(Routine routine, List<Literal> arguments) {
    return RoutineCalls.call(routine, arguments);
  }

  @Override
  public void require(Fault fault, Literal ok) {
    if (!ok.asBoolean()) {
      onFault.accept(fault);
    }
  }

  /**
   * The value of a primitive.
   *
   * @param result the dtype of the result, which CONVERT and BITCAST need
   * @throws IllegalArgumentException if the dtypes do not fit, see {@link PrimTyping}
   */
  public static Literal evaluate(Prim prim, DType result, List<Literal> operands) {
    DType[] dtypes = new DType[operands.size()];
    for (int i = 0; i < dtypes.length; i++) {
      dtypes[i] = operands.get(i).dtype();
    }
    PrimTyping.complaint(prim, result, List.of(dtypes))
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException(complaint);
            });
    Literal a = operands.getFirst();
    return switch (prim) {
      case SELECT -> operands.get(a.asBoolean() ? 1 : 2);
      case CONVERT -> a.to(result);
      case BITCAST -> bitsAs(result, a);
      case FMA -> fused(a, operands.get(1), operands.get(2));
      default -> prim.arity() == 1 ? unary(prim, a) : binary(prim, a, operands.get(1));
    };
  }

  private static Literal bitsAs(DType result, Literal a) {
    return new Literal(result, result.bytes() == Integer.BYTES ? (int) a.bits() : a.bits());
  }

  private static Literal fused(Literal a, Literal b, Literal c) {
    return a.dtype() == DType.F32
        ? number(Math.fma(asFloat(a), asFloat(b), asFloat(c)))
        : number(Math.fma(a.asDouble(), b.asDouble(), c.asDouble()));
  }

  private static Literal unary(Prim prim, Literal a) {
    return switch (a.dtype()) {
      case F64 -> number(Floats.unary(prim, a.asDouble()));
      case F32 -> number(Floats.unary(prim, asFloat(a)));
      case I64 -> Literal.of(Integers.unary(prim, a.bits()));
      case I32 -> Literal.of((int) Integers.unary(prim, a.bits()));
      case BOOL -> Literal.of(!a.asBoolean());
      case I16, I8, U16, U8, C64, C128 ->
          throw new IllegalArgumentException(prim + " of " + a.dtype());
    };
  }

  private static Literal binary(Prim prim, Literal a, Literal b) {
    if (prim.isComparison()) {
      return Literal.of(compare(prim, a, b));
    }
    return switch (a.dtype()) {
      case F64 -> number(Floats.binary(prim, a.asDouble(), b.asDouble()));
      case F32 -> number(Floats.binary(prim, asFloat(a), asFloat(b)));
      case I64 -> Literal.of(Integers.binary(prim, a.bits(), b.bits()));
      case I32 -> Literal.of(Integers.binary(prim, (int) a.bits(), (int) b.bits()));
      case BOOL -> Literal.of(Integers.binary(prim, a.bits(), b.bits()) != 0);
      case I16, I8, U16, U8, C64, C128 ->
          throw new IllegalArgumentException(prim + " of " + a.dtype());
    };
  }

  /** With the usual NaN for every NaN: which one the machine gives is not fixed. */
  private static Literal number(double value) {
    return Literal.of(Double.isNaN(value) ? Double.NaN : value);
  }

  private static Literal number(float value) {
    return Literal.of(Float.isNaN(value) ? Float.NaN : value);
  }

  private static boolean compare(Prim prim, Literal a, Literal b) {
    return a.dtype().isFloat()
        ? Floats.compare(prim, a.asDouble(), b.asDouble())
        : Integers.compare(prim, a.bits(), b.bits());
  }

  private static float asFloat(Literal a) {
    return Float.intBitsToFloat((int) a.bits());
  }
}
