// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import static dev.weft.compiler.scalar.Expansion.binary;
import static dev.weft.compiler.scalar.Expansion.prim;
import static dev.weft.compiler.scalar.Expansion.rounding;
import static dev.weft.compiler.scalar.Expansion.routineF64;
import static dev.weft.compiler.scalar.Expansion.routinePerDType;
import static dev.weft.compiler.scalar.Expansion.unary;
import static dev.weft.compiler.scalar.Typing.ANY;
import static dev.weft.compiler.scalar.Typing.ARITHMETIC;
import static dev.weft.compiler.scalar.Typing.BITS;
import static dev.weft.compiler.scalar.Typing.FLOAT;
import static dev.weft.compiler.scalar.Typing.INTEGER;
import static dev.weft.compiler.scalar.Typing.LOGICAL;
import static dev.weft.compiler.scalar.Typing.NUMBER;
import static dev.weft.compiler.scalar.Typing.SELECT;
import static dev.weft.compiler.scalar.Typing.TEST;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.elementary.Elementary;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * The scalar operations of the language, one row each: dtypes, meaning, names. Adding one is adding
 * a row; what can be said in the language itself belongs to the prelude instead.
 *
 * <p>The names of a row are the functions of the language that mean it; the first is the one that
 * prints. Operators are mapped to rows by the elaborator.
 */
public enum ScalarOp {
  ADD(2, ANY, prim(Prim.ADD, Prim.OR), "add"),
  SUBTRACT(2, NUMBER, prim(Prim.SUB), "subtract"),
  MULTIPLY(2, ANY, prim(Prim.MUL, Prim.AND), "multiply"),
  DIVIDE(2, FLOAT, prim(Prim.DIV), "divide", "true_divide"),
  FLOOR_DIVIDE(2, ARITHMETIC, routinePerDType("floorDiv"), "floor_divide"),
  REMAINDER(2, ARITHMETIC, routinePerDType("floorMod"), "remainder", "mod"),
  FMOD(2, ARITHMETIC, routinePerDType("fmod"), "fmod"),
  POWER(2, ARITHMETIC, binary(Power::expand), "power", "pow"),
  NEGATIVE(1, NUMBER, prim(Prim.NEG), "negative"),
  ABS(1, ANY, unary(Arithmetic::absolute), "abs", "absolute", "fabs"),
  SIGN(1, NUMBER, unary(Arithmetic::sign), "sign"),
  MINIMUM(2, ANY, prim(Prim.MIN, Prim.AND), "minimum"),
  MAXIMUM(2, ANY, prim(Prim.MAX, Prim.OR), "maximum"),
  FMIN(2, NUMBER, binary(Arithmetic::fmin), "fmin"),
  FMAX(2, NUMBER, binary(Arithmetic::fmax), "fmax"),
  COPYSIGN(2, FLOAT, binary(Arithmetic::copySign), "copysign"),
  NEXTAFTER(2, FLOAT, routinePerDType("nextAfter"), "nextafter"),
  GCD(2, INTEGER, routinePerDType("gcd"), "gcd"),
  LCM(2, INTEGER, routinePerDType("lcm"), "lcm"),

  RINT(1, FLOAT, rounding(Prim.RINT), "rint"),
  FLOOR(1, ARITHMETIC, rounding(Prim.FLOOR), "floor"),
  CEIL(1, ARITHMETIC, rounding(Prim.CEIL), "ceil"),
  TRUNC(1, ARITHMETIC, rounding(Prim.TRUNC), "trunc", "fix"),

  SQRT(1, FLOAT, prim(Prim.SQRT), "sqrt"),
  CBRT(1, FLOAT, routineF64("cbrt"), "cbrt"),
  HYPOT(2, FLOAT, routineF64("hypot"), "hypot"),
  EXP(1, FLOAT, unary(Elementary::exp), "exp"),
  EXP2(1, FLOAT, routineF64("exp2"), "exp2"),
  EXPM1(1, FLOAT, routineF64("expm1"), "expm1"),
  LOG(1, FLOAT, unary(Elementary::log), "log"),
  LOG2(1, FLOAT, routineF64("log2"), "log2"),
  LOG10(1, FLOAT, routineF64("log10"), "log10"),
  LOG1P(1, FLOAT, routineF64("log1p"), "log1p"),
  SIN(1, FLOAT, unary(Elementary::sin), "sin"),
  COS(1, FLOAT, unary(Elementary::cos), "cos"),
  TAN(1, FLOAT, unary(Elementary::tan), "tan"),
  ASIN(1, FLOAT, routineF64("asin"), "asin", "arcsin"),
  ACOS(1, FLOAT, routineF64("acos"), "acos", "arccos"),
  ATAN(1, FLOAT, routineF64("atan"), "atan", "arctan"),
  ATAN2(2, FLOAT, routineF64("atan2"), "atan2", "arctan2"),
  SINH(1, FLOAT, routineF64("sinh"), "sinh"),
  COSH(1, FLOAT, routineF64("cosh"), "cosh"),
  TANH(1, FLOAT, unary(Elementary::tanh), "tanh"),
  ASINH(1, FLOAT, routineF64("asinh"), "asinh", "arcsinh"),
  ACOSH(1, FLOAT, routineF64("acosh"), "acosh", "arccosh"),
  ATANH(1, FLOAT, routineF64("atanh"), "atanh", "arctanh"),
  ERF(1, FLOAT, routineF64("erf"), "erf"),
  ERFC(1, FLOAT, routineF64("erfc"), "erfc"),
  GAMMA(1, FLOAT, routineF64("gamma"), "gamma"),
  LGAMMA(1, FLOAT, routineF64("lgamma"), "lgamma"),

  BITWISE_AND(2, BITS, prim(Prim.AND), "bitwise_and"),
  BITWISE_OR(2, BITS, prim(Prim.OR), "bitwise_or"),
  BITWISE_XOR(2, BITS, prim(Prim.XOR), "bitwise_xor"),
  INVERT(1, BITS, prim(Prim.NOT), "invert", "bitwise_not", "bitwise_invert"),
  LEFT_SHIFT(2, INTEGER, binary(Arithmetic::shiftLeft), "left_shift", "bitwise_left_shift"),
  RIGHT_SHIFT(2, INTEGER, binary(Arithmetic::shiftRight), "right_shift", "bitwise_right_shift"),

  EQUAL(2, TEST, binary(Comparison.of(Prim.EQ)), "equal"),
  NOT_EQUAL(2, TEST, binary(Comparison.of(Prim.NE)), "not_equal"),
  LESS(2, TEST, binary(Comparison.of(Prim.LT)), "less"),
  LESS_EQUAL(2, TEST, binary(Comparison.of(Prim.LE)), "less_equal"),
  GREATER(2, TEST, binary(Comparison.of(Prim.GT)), "greater"),
  GREATER_EQUAL(2, TEST, binary(Comparison.of(Prim.GE)), "greater_equal"),
  IS_NAN(1, TEST, unary(Arithmetic::isNan), "isnan"),
  IS_INF(1, TEST, unary(Arithmetic::isInf), "isinf"),
  IS_FINITE(1, TEST, unary(Arithmetic::isFinite), "isfinite"),
  SIGNBIT(1, TEST, unary(Arithmetic::signBit), "signbit"),
  LOGICAL_NOT(1, LOGICAL, prim(Prim.NOT), "logical_not"),
  LOGICAL_AND(2, LOGICAL, prim(Prim.AND), "logical_and"),
  LOGICAL_OR(2, LOGICAL, prim(Prim.OR), "logical_or"),
  LOGICAL_XOR(2, LOGICAL, prim(Prim.XOR), "logical_xor"),

  WHERE(3, SELECT, prim(Prim.SELECT), "where");

  private final int arity;
  private final Typing typing;
  private final Expansion expansion;
  private final List<String> names;

  ScalarOp(int arity, Typing typing, Expansion expansion, String... names) {
    this.arity = arity;
    this.typing = typing;
    this.expansion = expansion;
    this.names = List.of(names);
  }

  public int arity() {
    return arity;
  }

  public Typing typing() {
    return typing;
  }

  /** The functions of the language that mean this operation; the first one prints. */
  public List<String> names() {
    return names;
  }

  /**
   * The operation on converted operands.
   *
   * @param dtype the dtype of the operands (of the second and third for {@link #WHERE})
   */
  public <V> V expand(Algebra<V> a, DType dtype, List<V> operands) {
    return expansion.expand(a, dtype, operands);
  }

  /** What the results on floats should be, where somebody else's code says so. */
  public Optional<Reference> reference() {
    return Reference.of(this);
  }

  /** The operation that a function name of the language means, if it is one. */
  public static Optional<ScalarOp> named(String name) {
    for (ScalarOp op : values()) {
      if (op.names.contains(name)) {
        return Optional.of(op);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return names.getFirst();
  }
}
