// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.List;

/** What an expression is while it is elaborated. */
sealed interface Value {

  /**
   * A tensor. At least one of node, constant and dim is there; the node of a mere constant or size
   * is made where it is used.
   *
   * @param type dtype, shape and weakness
   * @param node null for a literal or a size that no node computes yet
   * @param constant the value of a literal, or null
   * @param dim an integer's value as a size expression, or null
   * @param origin where a named value comes from, for messages; empty for what has no name
   */
  record Num(TensorType type, Node node, Scalar constant, Dim dim, String origin) implements Value {

    static Num of(Node node) {
      return new Num(node.type(), node, null, null, "");
    }

    static Num weak(Scalar constant) {
      return new Num(TensorType.weak(constant.dtype()), null, constant, null, "");
    }

    static Num size(Dim dim) {
      return dim.isConstant()
          ? weak(Scalar.of(dim.constant()))
          : new Num(TensorType.weak(DType.I64), null, null, dim, "");
    }

    Num named(String where) {
      return new Num(type, node, constant, dim, where);
    }

    /** The value as a size, if it is known to be one. */
    Dim asDim() {
      if (constant instanceof Scalar.Int i && i.value().bitLength() < 64) {
        return Dim.of(i.value().longValueExact());
      }
      return dim;
    }

    int rank() {
      return type.rank();
    }

    DType dtype() {
      return type.dtype();
    }
  }

  /** A tuple or a list of values. */
  record Sequence(List<Value> elements, boolean list) implements Value {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  record Text(String text) implements Value {}

  record TypeName(DType dtype) implements Value {}

  record None() implements Value {}

  /** What a mistake leaves: whatever meets it is silent. */
  record Poison() implements Value {}

  Poison POISON = new Poison();
  None NONE = new None();

  /** A tensor with the place where it stands. */
  record Operand(Num num, dev.weft.diagnostic.Span span) {}
}
