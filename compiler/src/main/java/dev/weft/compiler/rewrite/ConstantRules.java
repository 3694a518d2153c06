// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.compiler.scalar.Conversion;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Computes what is written in the program once and for all; what would be a fault is left alone.
 */
final class ConstantRules {
  /** Longer dense constants are left to run. */
  private static final int MAX_DENSE = 4096;

  static final List<Rule> RULES =
      List.of(
          Rule.exact("constant", "f(1, 2) => f(1, 2) computed", ConstantRules::ofLiterals),
          Rule.exact(
              "dense-constant", "f([1, 2], 3) => [f(1, 3), f(2, 3)]", ConstantRules::ofDense),
          Rule.exact("known-size", "size of a constant axis => constant", ConstantRules::size));

  private ConstantRules() {}

  private static Optional<Node> size(Match m) {
    return m.node().op() instanceof Op.Size(var size) && size.isConstant()
        ? Optional.of(m.draft().constant(Literal.of(size.constant())))
        : Optional.empty();
  }

  private static Optional<Node> ofLiterals(Match m) {
    if (!m.node().op().isElementwise()) {
      return Optional.empty();
    }
    List<Literal> values = new ArrayList<>();
    for (Node operand : m.node().operands()) {
      Optional<Literal> value = Match.literal(operand);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return apply(m.node(), values).map(m::splat);
  }

  private static Optional<Node> ofDense(Match m) {
    boolean dense =
        m.node().op().isElementwise()
            && m.node().operands().stream().anyMatch(x -> x.op() instanceof Op.Dense)
            && m.node().operands().stream().allMatch(ConstantRules::isConstant);
    if (!dense) {
      return Optional.empty();
    }
    int size = m.node().operands().stream().mapToInt(ConstantRules::length).max().orElse(0);
    List<Literal> results = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int at = i;
      List<Literal> x = m.node().operands().stream().map(operand -> element(operand, at)).toList();
      Optional<Literal> result = apply(m.node(), x);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(m.draft().dense(m.dtype(), m.node().type().shape(), results));
  }

  private static boolean isConstant(Node node) {
    return node.op() instanceof Op.Dense dense
        ? dense.values().size() <= MAX_DENSE
        : Match.literal(node).isPresent();
  }

  private static int length(Node node) {
    return node.op() instanceof Op.Dense dense ? dense.values().size() : 0;
  }

  private static Literal element(Node node, int i) {
    return node.op() instanceof Op.Dense dense
        ? dense.values().get(i)
        : Match.literal(node).orElseThrow();
  }

  /** The result of an element-wise node, unless it is a fault. */
  private static Optional<Literal> apply(Node node, List<Literal> x) {
    AtomicBoolean failed = new AtomicBoolean();
    ScalarEvaluator evaluator = new ScalarEvaluator(fault -> failed.set(true));
    Literal result =
        node.op() instanceof Op.Map map
            ? map.op().expand(evaluator, x.getLast().dtype(), x)
            : convert(evaluator, node.type().dtype(), x.getFirst());
    return failed.get() ? Optional.empty() : Optional.of(result);
  }

  private static Literal convert(ScalarEvaluator evaluator, DType to, Literal x) {
    return Conversion.convert(evaluator, x.dtype(), to, x);
  }
}
