// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import static dev.weft.compiler.rewrite.ArithmeticRules.on;
import static dev.weft.compiler.rewrite.Match.isLiteral;
import static dev.weft.compiler.scalar.ScalarOp.BITWISE_AND;
import static dev.weft.compiler.scalar.ScalarOp.BITWISE_OR;
import static dev.weft.compiler.scalar.ScalarOp.BITWISE_XOR;
import static dev.weft.compiler.scalar.ScalarOp.INVERT;
import static dev.weft.compiler.scalar.ScalarOp.LEFT_SHIFT;
import static dev.weft.compiler.scalar.ScalarOp.LOGICAL_AND;
import static dev.weft.compiler.scalar.ScalarOp.LOGICAL_NOT;
import static dev.weft.compiler.scalar.ScalarOp.LOGICAL_OR;
import static dev.weft.compiler.scalar.ScalarOp.LOGICAL_XOR;
import static dev.weft.compiler.scalar.ScalarOp.RIGHT_SHIFT;
import static dev.weft.compiler.scalar.ScalarOp.WHERE;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.tensor.DType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Laws of bools, of the bits of integers, of comparisons and choices. */
final class LogicRules {
  private static final Map<ScalarOp, ScalarOp> OPPOSITES = new EnumMap<>(ScalarOp.class);

  static {
    opposites(ScalarOp.EQUAL, ScalarOp.NOT_EQUAL);
    opposites(ScalarOp.LESS, ScalarOp.GREATER_EQUAL);
    opposites(ScalarOp.GREATER, ScalarOp.LESS_EQUAL);
  }

  static final List<Rule> RULES =
      List.of(
          Rule.exact(
              "not-not", "not not x => x", either(INVERT, LOGICAL_NOT, m -> inverted(m.x()))),
          Rule.exact(
              "not-comparison",
              "not (x == y) => x != y, not (x < y) => x >= y (integers)",
              either(INVERT, LOGICAL_NOT, LogicRules::notComparison)),
          Rule.exact("and-same", "x & x => x", either(BITWISE_AND, LOGICAL_AND, LogicRules::same)),
          Rule.exact(
              "and-ones",
              "x & true => x",
              either(BITWISE_AND, LOGICAL_AND, m -> m.besides(Literals::isAllOnes))),
          Rule.exact(
              "and-zero",
              "x & false => false",
              either(
                  BITWISE_AND,
                  LOGICAL_AND,
                  m -> m.besides(Literals::isPlusZero).flatMap(x -> m.zero()))),
          Rule.exact("or-same", "x | x => x", either(BITWISE_OR, LOGICAL_OR, LogicRules::same)),
          Rule.exact(
              "or-zero",
              "x | false => x",
              either(BITWISE_OR, LOGICAL_OR, m -> m.besides(Literals::isPlusZero))),
          Rule.exact(
              "or-ones",
              "x | true => true",
              either(
                  BITWISE_OR,
                  LOGICAL_OR,
                  m -> m.besides(Literals::isAllOnes).map(x -> m.y() == x ? m.x() : m.y()))),
          Rule.exact(
              "xor-same",
              "x ^ x => false",
              either(BITWISE_XOR, LOGICAL_XOR, m -> same(m).flatMap(x -> m.zero()))),
          Rule.exact(
              "xor-zero",
              "x ^ false => x",
              either(BITWISE_XOR, LOGICAL_XOR, m -> m.besides(Literals::isPlusZero))),
          Rule.exact(
              "xor-ones",
              "x ^ true => not x",
              either(
                  BITWISE_XOR,
                  LOGICAL_XOR,
                  m -> m.besides(Literals::isAllOnes).map(x -> m.map(INVERT, x)))),
          Rule.exact(
              "shift-by-zero",
              "x << 0 => x",
              either(LEFT_SHIFT, RIGHT_SHIFT, m -> m.ifRight(Literals::isPlusZero))),
          Rule.exact(
              "where-same",
              "where(c, x, x) => x",
              on(WHERE, m -> m.y() == m.z() ? Optional.of(m.y()) : Optional.empty())),
          Rule.exact(
              "where-true",
              "where(true, x, y) => x",
              on(
                  WHERE,
                  m -> isLiteral(m.x(), Literals::isTrue) ? Optional.of(m.y()) : Optional.empty())),
          Rule.exact(
              "where-false",
              "where(false, x, y) => y",
              on(
                  WHERE,
                  m ->
                      isLiteral(m.x(), Literals::isFalse) ? Optional.of(m.z()) : Optional.empty())),
          Rule.exact(
              "where-not",
              "where(not c, x, y) => where(c, y, x)",
              on(WHERE, m -> inverted(m.x()).map(c -> m.map(WHERE, c, m.z(), m.y())))),
          Rule.exact(
              "where-itself", "where(c, true, false) => c", on(WHERE, LogicRules::whereItself)));

  private LogicRules() {}

  private static void opposites(ScalarOp a, ScalarOp b) {
    OPPOSITES.put(a, b);
    OPPOSITES.put(b, a);
  }

  private static Rule.Rewrite either(ScalarOp a, ScalarOp b, Rule.Rewrite rewrite) {
    return m -> m.is(a) || m.is(b) ? rewrite.apply(m) : Optional.empty();
  }

  private static Optional<Node> same(Match m) {
    return m.x() == m.y() ? Optional.of(m.x()) : Optional.empty();
  }

  private static Optional<Node> inverted(Node node) {
    return Match.under(node, INVERT).or(() -> Match.under(node, LOGICAL_NOT));
  }

  /** Of floats only equality has an opposite: NaN is neither less than 1 nor at least 1. */
  private static Optional<Node> notComparison(Match m) {
    if (m.x().op() instanceof Op.Map(ScalarOp op) && OPPOSITES.containsKey(op)) {
      Node left = m.x().operand(0);
      boolean always = op == ScalarOp.EQUAL || op == ScalarOp.NOT_EQUAL;
      if (always || !left.type().dtype().isFloat()) {
        return Optional.of(m.map(OPPOSITES.get(op), left, m.x().operand(1)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> whereItself(Match m) {
    boolean itself =
        m.dtype() == DType.BOOL
            && isLiteral(m.y(), Literals::isTrue)
            && isLiteral(m.z(), Literals::isFalse);
    return itself ? Optional.of(m.x()) : Optional.empty();
  }
}
