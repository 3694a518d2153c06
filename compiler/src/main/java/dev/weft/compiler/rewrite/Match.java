// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A node that rules look at, and the means to build what replaces it. */
public final class Match {
  private final Node node;
  private final Draft draft;
  private final Facts facts;

  Match(Node node, Draft draft, Facts facts) {
    this.node = node;
    this.draft = draft;
    this.facts = facts;
  }

  Node node() {
    return node;
  }

  Draft draft() {
    return draft;
  }

  Facts facts() {
    return facts;
  }

  DType dtype() {
    return node.type().dtype();
  }

  boolean is(ScalarOp op) {
    return is(node, op);
  }

  static boolean is(Node node, ScalarOp op) {
    return node.op() instanceof Op.Map map && map.op() == op;
  }

  Node x() {
    return node.operand(0);
  }

  Node y() {
    return node.operand(1);
  }

  Node z() {
    return node.operand(2);
  }

  /** The other operand of a commutative operation one of whose operands is such a literal. */
  Optional<Node> besides(Predicate<Literal> literal) {
    return isLiteral(y(), literal) ? Optional.of(x()) : ifLeft(literal);
  }

  /** The first operand if the second is such a literal. */
  Optional<Node> ifRight(Predicate<Literal> literal) {
    return isLiteral(y(), literal) ? Optional.of(x()) : Optional.empty();
  }

  /** The second operand if the first is such a literal. */
  Optional<Node> ifLeft(Predicate<Literal> literal) {
    return isLiteral(x(), literal) ? Optional.of(y()) : Optional.empty();
  }

  /** The operand of {@code outer} if that is this operation of one operand. */
  static Optional<Node> under(Node outer, ScalarOp op) {
    return is(outer, op) ? Optional.of(outer.operand(0)) : Optional.empty();
  }

  static boolean isLiteral(Node node, Predicate<Literal> literal) {
    return literal(node).filter(literal).isPresent();
  }

  /** The value that all elements of a node have, if it is written in the program. */
  static Optional<Literal> literal(Node node) {
    Node source = node.op() instanceof Op.View ? node.operand(0) : node;
    return source.op() instanceof Op.Constant constant
        ? Optional.of(constant.value())
        : Optional.empty();
  }

  Node map(ScalarOp op, Node... operands) {
    return draft.map(op, List.of(operands));
  }

  /** A literal at every place of the node's shape. */
  Node splat(Literal value) {
    return splat(value, node.type().shape());
  }

  Node splat(Literal value, List<Dim> shape) {
    return draft.broadcast(shape, draft.constant(value));
  }

  Optional<Node> zero() {
    return Optional.of(splat(Literal.of(dtype(), 0L)));
  }

  Optional<Node> one() {
    return Optional.of(splat(Literal.of(dtype(), 1L)));
  }
}
