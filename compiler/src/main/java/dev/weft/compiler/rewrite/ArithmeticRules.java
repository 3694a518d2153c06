// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import static dev.weft.compiler.rewrite.Match.is;
import static dev.weft.compiler.rewrite.Match.literal;
import static dev.weft.compiler.rewrite.Match.under;
import static dev.weft.compiler.scalar.ScalarOp.ABS;
import static dev.weft.compiler.scalar.ScalarOp.ADD;
import static dev.weft.compiler.scalar.ScalarOp.DIVIDE;
import static dev.weft.compiler.scalar.ScalarOp.FLOOR_DIVIDE;
import static dev.weft.compiler.scalar.ScalarOp.FMAX;
import static dev.weft.compiler.scalar.ScalarOp.FMIN;
import static dev.weft.compiler.scalar.ScalarOp.MAXIMUM;
import static dev.weft.compiler.scalar.ScalarOp.MINIMUM;
import static dev.weft.compiler.scalar.ScalarOp.MULTIPLY;
import static dev.weft.compiler.scalar.ScalarOp.NEGATIVE;
import static dev.weft.compiler.scalar.ScalarOp.POWER;
import static dev.weft.compiler.scalar.ScalarOp.REMAINDER;
import static dev.weft.compiler.scalar.ScalarOp.SUBTRACT;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.tensor.DType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Laws of numbers. Integers wrap, floats are IEEE; what holds for one need not for the other. */
final class ArithmeticRules {
  private static final Set<ScalarOp> CHOICES = EnumSet.of(MINIMUM, MAXIMUM, FMIN, FMAX);

  private static final Set<ScalarOp> ROUNDINGS =
      EnumSet.of(ScalarOp.RINT, ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.TRUNC);

  static final List<Rule> RULES =
      List.of(
          Rule.exact("times-one", "x * 1 => x", on(MULTIPLY, m -> m.besides(Literals::isOne))),
          Rule.exact(
              "times-minus-one",
              "x * -1 => -x",
              on(MULTIPLY, m -> m.besides(Literals::isMinusOne).map(x -> m.map(NEGATIVE, x)))),
          Rule.exact(
              "times-zero",
              "x * 0 => 0 (integers)",
              on(MULTIPLY, integer(ArithmeticRules::timesZero))),
          Rule.exact(
              "plus-zero",
              "x + 0 => x (integers), x + -0.0 => x",
              on(ADD, m -> m.besides(Literals::isNeutral))),
          Rule.exact(
              "minus-zero", "x - 0 => x", on(SUBTRACT, m -> m.ifRight(Literals::isPlusZero))),
          Rule.exact(
              "minus-itself",
              "x - x => 0 (integers)",
              on(SUBTRACT, integer(m -> m.x() == m.y() ? m.zero() : Optional.empty()))),
          Rule.exact(
              "zero-minus",
              "0 - x => -x (integers), -0.0 - x => -x",
              on(SUBTRACT, m -> m.ifLeft(Literals::isNeutral).map(y -> m.map(NEGATIVE, y)))),
          Rule.exact("over-one", "x / 1 => x", on(DIVIDE, m -> m.ifRight(Literals::isOne))),
          Rule.exact(
              "over-power-of-two",
              "x / 2**k => x * 2**-k",
              on(DIVIDE, ArithmeticRules::overPowerOfTwo)),
          Rule.exact(
              "floor-over-one",
              "x // 1 => x (integers)",
              on(FLOOR_DIVIDE, integer(m -> m.ifRight(Literals::isOne)))),
          Rule.exact(
              "remainder-of-one",
              "x % 1 => 0 (integers)",
              on(REMAINDER, integer(m -> m.ifRight(Literals::isOne).flatMap(x -> m.zero())))),
          Rule.exact("minus-minus", "--x => x", on(NEGATIVE, m -> under(m.x(), NEGATIVE))),
          Rule.exact(
              "minus-difference",
              "-(x - y) => y - x (integers)",
              on(NEGATIVE, integer(ArithmeticRules::minusDifference))),
          Rule.exact("plus-minus", "x + -y => x - y", on(ADD, ArithmeticRules::plusMinus)),
          Rule.exact(
              "minus-negative",
              "x - -y => x + y",
              on(SUBTRACT, m -> under(m.y(), NEGATIVE).map(y -> m.map(ADD, m.x(), y)))),
          Rule.exact(
              "product-of-negatives",
              "-x * -y => x * y",
              on(MULTIPLY, m -> ofNegatives(m, MULTIPLY))),
          Rule.exact(
              "quotient-of-negatives", "-x / -y => x / y", on(DIVIDE, m -> ofNegatives(m, DIVIDE))),
          Rule.exact(
              "abs-abs", "abs(abs(x)) => abs(x)", on(ABS, m -> under(m.x(), ABS).map(x -> m.x()))),
          Rule.exact(
              "abs-minus",
              "abs(-x) => abs(x) (signed)",
              on(
                  ABS,
                  m ->
                      m.dtype().kind() == DType.Kind.UNSIGNED
                          ? Optional.empty()
                          : under(m.x(), NEGATIVE).map(x -> m.map(ABS, x)))),
          Rule.exact("choice-of-same", "min(x, x) => x", ArithmeticRules::choiceOfSame),
          Rule.exact("round-rounded", "floor(rint(x)) => rint(x)", ArithmeticRules::roundRounded),
          Rule.exact(
              "square",
              "x ** 2 => x * x",
              on(POWER, m -> m.ifRight(Literals::isTwo).map(x -> m.map(MULTIPLY, x, x)))),
          Rule.exact("first-power", "x ** 1 => x", on(POWER, m -> m.ifRight(Literals::isOne))),
          Rule.exact(
              "zeroth-power",
              "x ** 0 => 1",
              on(POWER, m -> m.ifRight(Literals::isZero).flatMap(x -> m.one()))),
          Rule.loose(
              "plus-zero-float",
              "x + 0.0 => x",
              Tag.ZERO_SIGN,
              on(ADD, floating(m -> m.besides(Literals::isPlusZero)))),
          Rule.loose(
              "zero-minus-float",
              "0.0 - x => -x",
              Tag.ZERO_SIGN,
              on(
                  SUBTRACT,
                  floating(m -> m.ifLeft(Literals::isPlusZero).map(y -> m.map(NEGATIVE, y))))),
          Rule.loose(
              "minus-difference-float",
              "-(x - y) => y - x",
              Tag.ZERO_SIGN,
              on(NEGATIVE, floating(ArithmeticRules::minusDifference))),
          Rule.loose(
              "times-zero-float",
              "x * 0.0 => 0.0",
              Tag.VALUE,
              on(MULTIPLY, floating(ArithmeticRules::timesZero))),
          Rule.loose(
              "minus-itself-float",
              "x - x => 0.0",
              Tag.VALUE,
              on(SUBTRACT, floating(m -> m.x() == m.y() ? m.zero() : Optional.empty()))),
          Rule.loose(
              "over-itself",
              "x / x => 1.0",
              Tag.VALUE,
              on(DIVIDE, m -> m.x() == m.y() ? m.one() : Optional.empty())),
          Rule.loose(
              "over-literal",
              "x / c => x * (1 / c)",
              Tag.VALUE,
              on(DIVIDE, ArithmeticRules::overLiteral)));

  private ArithmeticRules() {}

  static Rule.Rewrite on(ScalarOp op, Rule.Rewrite rewrite) {
    return m -> m.is(op) ? rewrite.apply(m) : Optional.empty();
  }

  /** On integers and bool. */
  private static Rule.Rewrite integer(Rule.Rewrite rewrite) {
    return m -> m.dtype().isFloat() ? Optional.empty() : rewrite.apply(m);
  }

  private static Rule.Rewrite floating(Rule.Rewrite rewrite) {
    return m -> m.dtype().isFloat() ? rewrite.apply(m) : Optional.empty();
  }

  private static Optional<Node> timesZero(Match m) {
    return m.besides(Literals::isZero).flatMap(x -> m.zero());
  }

  private static Optional<Node> overPowerOfTwo(Match m) {
    return m.ifRight(Literals::isPowerOfTwo).map(x -> timesReciprocal(m, x));
  }

  private static Optional<Node> overLiteral(Match m) {
    return m.ifRight(c -> !Literals.isPowerOfTwo(c)).map(x -> timesReciprocal(m, x));
  }

  private static Node timesReciprocal(Match m, Node x) {
    double divisor = literal(m.y()).orElseThrow().asDouble();
    return m.map(MULTIPLY, x, m.splat(Literal.of(m.dtype(), 1 / divisor)));
  }

  private static Optional<Node> minusDifference(Match m) {
    Node difference = m.x();
    return is(difference, SUBTRACT)
        ? Optional.of(m.map(SUBTRACT, difference.operand(1), difference.operand(0)))
        : Optional.empty();
  }

  private static Optional<Node> plusMinus(Match m) {
    return under(m.y(), NEGATIVE)
        .map(y -> m.map(SUBTRACT, m.x(), y))
        .or(() -> under(m.x(), NEGATIVE).map(x -> m.map(SUBTRACT, m.y(), x)));
  }

  private static Optional<Node> ofNegatives(Match m, ScalarOp op) {
    Function<Node, Optional<Node>> with = x -> under(m.y(), NEGATIVE).map(y -> m.map(op, x, y));
    return under(m.x(), NEGATIVE).flatMap(with);
  }

  private static Optional<Node> choiceOfSame(Match m) {
    boolean same =
        m.node().op() instanceof Op.Map map && CHOICES.contains(map.op()) && m.x() == m.y();
    return same ? Optional.of(m.x()) : Optional.empty();
  }

  private static Optional<Node> roundRounded(Match m) {
    boolean rounded = isRounding(m.node()) && isRounding(m.x());
    return rounded ? Optional.of(m.x()) : Optional.empty();
  }

  private static boolean isRounding(Node node) {
    return node.op() instanceof Op.Map map && ROUNDINGS.contains(map.op());
  }
}
