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
import static dev.weft.compiler.scalar.Typing.COUNTER;
import static dev.weft.compiler.scalar.Typing.COUNTER_TO_F64;
import static dev.weft.compiler.scalar.Typing.FLOAT;
import static dev.weft.compiler.scalar.Typing.INTEGER;
import static dev.weft.compiler.scalar.Typing.LOGICAL;
import static dev.weft.compiler.scalar.Typing.NUMBER;
import static dev.weft.compiler.scalar.Typing.PAIR;
import static dev.weft.compiler.scalar.Typing.PART;
import static dev.weft.compiler.scalar.Typing.QUOTIENT;
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
  ADD(2, ANY, prim(Prim.ADD, Prim.OR), "the sum; on bools: or", "add"),
  SUBTRACT(2, NUMBER, prim(Prim.SUB), "the difference", "subtract"),
  MULTIPLY(2, ANY, prim(Prim.MUL, Prim.AND), "the product; on bools: and", "multiply"),
  DIVIDE(2, QUOTIENT, prim(Prim.DIV), "the quotient, as a float", "divide", "true_divide"),
  FLOOR_DIVIDE(
      2,
      ARITHMETIC,
      routinePerDType("floorDiv"),
      "the quotient rounded down; 0 for an integer divisor of 0",
      "floor_divide"),
  REMAINDER(
      2,
      ARITHMETIC,
      routinePerDType("floorMod"),
      "what floor_divide leaves, with the sign of the divisor",
      "remainder",
      "mod"),
  FMOD(
      2,
      ARITHMETIC,
      routinePerDType("fmod"),
      "what truncating division leaves, with the sign of the dividend",
      "fmod"),
  POWER(2, ARITHMETIC, binary(Power::expand), "x raised to y", "power", "pow"),
  NEGATIVE(1, NUMBER, prim(Prim.NEG), "the number with the other sign", "negative"),
  ABS(1, PART, unary(Arithmetic::absolute), "the absolute value", "abs", "absolute"),
  COMPLEX(2, PAIR, Expansion.none(), "the complex number x + y*1j", "complex"),
  REAL(1, PART, unary(Arithmetic::itself), "the real part", "real"),
  IMAG(1, PART, unary(Arithmetic::nothing), "the imaginary part; of a real number 0", "imag"),
  CONJ(1, ANY, unary(Arithmetic::itself), "the complex conjugate", "conj", "conjugate"),
  SIGN(1, NUMBER, unary(Arithmetic::sign), "-1, 0 or 1; NaN stays", "sign"),
  MINIMUM(2, ANY, prim(Prim.MIN, Prim.AND), "the smaller of two; NaN wins", "minimum"),
  MAXIMUM(2, ANY, prim(Prim.MAX, Prim.OR), "the larger of two; NaN wins", "maximum"),
  FMIN(2, ANY, binary(Arithmetic::fmin), "the smaller of two; a number wins over NaN", "fmin"),
  FMAX(2, ANY, binary(Arithmetic::fmax), "the larger of two; a number wins over NaN", "fmax"),
  COPYSIGN(
      2,
      FLOAT,
      binary(Arithmetic::copySign),
      "x with the sign of y; that of NaN is plus",
      "copysign"),
  NEXTAFTER(
      2, FLOAT, routinePerDType("nextAfter"), "the next number from x towards y", "nextafter"),
  GCD(2, INTEGER, routinePerDType("gcd"), "the greatest common divisor", "gcd"),
  LCM(2, INTEGER, routinePerDType("lcm"), "the least common multiple", "lcm"),

  RINT(1, FLOAT, rounding(Prim.RINT), "the nearest integer, half to even", "rint"),
  FLOOR(1, ANY, rounding(Prim.FLOOR), "rounded down", "floor"),
  CEIL(1, ANY, rounding(Prim.CEIL), "rounded up", "ceil"),
  TRUNC(1, ANY, rounding(Prim.TRUNC), "rounded towards 0", "trunc", "fix"),

  SQRT(1, FLOAT, prim(Prim.SQRT), "the square root", "sqrt"),
  CBRT(1, FLOAT, unary(Elementary::cbrt), "the cube root", "cbrt"),
  HYPOT(
      2, FLOAT, binary(Elementary::hypot), "sqrt(x*x + y*y) without overflow on the way", "hypot"),
  EXP(1, FLOAT, unary(Elementary::exp), "e to the power x", "exp"),
  EXP2(1, FLOAT, unary(Elementary::exp2), "2 to the power x", "exp2"),
  EXPM1(1, FLOAT, unary(Elementary::expm1), "exp(x) - 1, accurate near 0", "expm1"),
  LOG(1, FLOAT, unary(Elementary::log), "the natural logarithm", "log"),
  LOG2(1, FLOAT, unary(Elementary::log2), "the logarithm to base 2", "log2"),
  LOG10(1, FLOAT, unary(Elementary::log10), "the logarithm to base 10", "log10"),
  LOG1P(1, FLOAT, unary(Elementary::log1p), "log(1 + x), accurate near 0", "log1p"),
  SIN(1, FLOAT, unary(Elementary::sin), "the sine", "sin"),
  COS(1, FLOAT, unary(Elementary::cos), "the cosine", "cos"),
  TAN(1, FLOAT, unary(Elementary::tan), "the tangent", "tan"),
  ASIN(1, FLOAT, unary(Elementary::asin), "the inverse sine", "asin", "arcsin"),
  ACOS(1, FLOAT, unary(Elementary::acos), "the inverse cosine", "acos", "arccos"),
  ATAN(1, FLOAT, unary(Elementary::atan), "the inverse tangent", "atan", "arctan"),
  ATAN2(
      2,
      FLOAT,
      binary(Elementary::atan2),
      "the angle of the point (y, x), from -pi to pi",
      "atan2",
      "arctan2"),
  SINH(1, FLOAT, unary(Elementary::sinh), "the hyperbolic sine", "sinh"),
  COSH(1, FLOAT, unary(Elementary::cosh), "the hyperbolic cosine", "cosh"),
  TANH(1, FLOAT, unary(Elementary::tanh), "the hyperbolic tangent", "tanh"),
  ASINH(1, FLOAT, unary(Elementary::asinh), "the inverse hyperbolic sine", "asinh", "arcsinh"),
  ACOSH(1, FLOAT, unary(Elementary::acosh), "the inverse hyperbolic cosine", "acosh", "arccosh"),
  ATANH(1, FLOAT, unary(Elementary::atanh), "the inverse hyperbolic tangent", "atanh", "arctanh"),
  ERF(1, FLOAT, unary(Elementary::erf), "the error function", "erf"),
  ERFC(1, FLOAT, unary(Elementary::erfc), "1 - erf(x), accurate for large x", "erfc"),
  GAMMA(1, FLOAT, routineF64("gamma"), "the gamma function", "gamma"),
  LGAMMA(1, FLOAT, routineF64("lgamma"), "the logarithm of the absolute value of gamma", "lgamma"),

  BITWISE_AND(2, BITS, prim(Prim.AND), "and, bit by bit", "bitwise_and"),
  BITWISE_OR(2, BITS, prim(Prim.OR), "or, bit by bit", "bitwise_or"),
  BITWISE_XOR(2, BITS, prim(Prim.XOR), "exclusive or, bit by bit", "bitwise_xor"),
  INVERT(
      1,
      BITS,
      prim(Prim.NOT),
      "every bit inverted; on bools: not",
      "invert",
      "bitwise_not",
      "bitwise_invert"),
  LEFT_SHIFT(
      2,
      INTEGER,
      binary(Arithmetic::shiftLeft),
      "the bits moved up by y",
      "left_shift",
      "bitwise_left_shift"),
  RIGHT_SHIFT(
      2,
      INTEGER,
      binary(Arithmetic::shiftRight),
      "the bits moved down by y; the sign stays",
      "right_shift",
      "bitwise_right_shift"),

  EQUAL(2, TEST, binary(Comparison.of(Prim.EQ)), "whether x and y are equal", "equal"),
  NOT_EQUAL(2, TEST, binary(Comparison.of(Prim.NE)), "whether x and y differ", "not_equal"),
  LESS(2, TEST, binary(Comparison.of(Prim.LT)), "whether x < y", "less"),
  LESS_EQUAL(2, TEST, binary(Comparison.of(Prim.LE)), "whether x <= y", "less_equal"),
  GREATER(2, TEST, binary(Comparison.of(Prim.GT)), "whether x > y", "greater"),
  GREATER_EQUAL(2, TEST, binary(Comparison.of(Prim.GE)), "whether x >= y", "greater_equal"),
  IS_NAN(1, TEST, unary(Arithmetic::isNan), "whether x is NaN", "isnan"),
  IS_INF(1, TEST, unary(Arithmetic::isInf), "whether x is infinite", "isinf"),
  IS_FINITE(
      1, TEST, unary(Arithmetic::isFinite), "whether x is neither NaN nor infinite", "isfinite"),
  SIGNBIT(
      1,
      TEST,
      unary(Arithmetic::signBit),
      "whether the sign of x is minus, that of -0.0 too; that of NaN is plus",
      "signbit"),
  LOGICAL_NOT(1, LOGICAL, prim(Prim.NOT), "whether x is 0", "logical_not"),
  LOGICAL_AND(2, LOGICAL, prim(Prim.AND), "whether neither is 0", "logical_and"),
  LOGICAL_OR(2, LOGICAL, prim(Prim.OR), "whether not both are 0", "logical_or"),
  LOGICAL_XOR(2, LOGICAL, prim(Prim.XOR), "whether exactly one is 0", "logical_xor"),

  WHERE(3, SELECT, prim(Prim.SELECT), "x where the condition holds, else y", "where"),

  RANDOM_BITS(
      3,
      COUNTER,
      Philox::bits,
      "64 random bits, decided by key, stream and index alone",
      "random_bits"),
  RANDOM_UNIFORM(
      3,
      COUNTER_TO_F64,
      Philox::uniform,
      "a random number in [0, 1), decided by key, stream and index alone",
      "random_uniform"),
  RANDOM_NORMAL(
      3,
      COUNTER_TO_F64,
      Philox::normal,
      "a normally distributed number, decided by key, stream and index alone",
      "random_normal"),
  RANDOM_BELOW(
      3,
      COUNTER,
      Philox::below,
      "a random integer from 0 to below a range, decided by key and index alone",
      "random_below");

  private final int arity;
  private final Typing typing;
  private final Expansion expansion;
  private final String doc;
  private final List<String> names;

  ScalarOp(int arity, Typing typing, Expansion expansion, String doc, String... names) {
    this.arity = arity;
    this.typing = typing;
    this.expansion = expansion;
    this.doc = doc;
    this.names = List.of(names);
  }

  public int arity() {
    return arity;
  }

  public Typing typing() {
    return typing;
  }

  /** A line about it. */
  public String doc() {
    return doc;
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
    if (!dtype.isSmall() || typing == SELECT) {
      return expansion.expand(a, dtype, operands);
    }
    // Small integers compute in i32 and wrap, which is what their own arithmetic would give.
    List<V> wide = operands.stream().map(x -> a.convert(DType.I32, x)).toList();
    V result = expansion.expand(a, DType.I32, wide);
    return typing.result(dtype) == dtype ? a.convert(dtype, result) : result;
  }

  /** The dtype to which operands of common dtype {@code dtype} are converted, if there is one. */
  public Optional<DType> operand(DType dtype) {
    if (!dtype.isComplex()) {
      return typing.operand(dtype);
    }
    return switch (typing) {
      case LOGICAL -> Optional.of(DType.BOOL);
      case SELECT -> Optional.of(dtype);
      case ANY, NUMBER, ARITHMETIC, FLOAT, QUOTIENT, PART, PAIR, BITS, INTEGER, TEST ->
          complex().map(_ -> dtype);
      case COUNTER, COUNTER_TO_F64 -> Optional.empty();
    };
  }

  /**
   * True where a number known when compiling makes no better code than one that a call gives. (A
   * division of integers by a constant is a multiplication, a power of two a shift.)
   */
  public boolean takesAnyNumber(DType dtype) {
    return switch (typing) {
      case ANY, NUMBER, TEST, SELECT -> dtype.isFloat() || dtype == DType.I64;
      case ARITHMETIC, FLOAT, QUOTIENT, PART, PAIR -> dtype.isFloat();
      case BITS, INTEGER, COUNTER, COUNTER_TO_F64, LOGICAL -> false;
    };
  }

  /** What the operation does with complex numbers, if it takes them and they are all it takes. */
  public Optional<ComplexExpansion> complex() {
    return ComplexExpansion.of(this);
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
