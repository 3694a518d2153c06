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
   * @param known the value of a literal, or null
   * @param dim an integer's value as a size expression, or null
   * @param origin where a named value comes from, for messages; empty for what has no name
   */
  record Num(TensorType type, Node node, Known known, Dim dim, String origin) implements Value {

    static Num of(Node node) {
      return new Num(node.type(), node, null, null, "");
    }

    static Num weak(Scalar constant) {
      return weak(Known.of(constant));
    }

    static Num weak(Known known) {
      return new Num(TensorType.weak(known.dtype()), null, known, null, "");
    }

    static Num size(Dim dim) {
      return dim.isConstant()
          ? weak(Scalar.of(dim.constant()))
          : new Num(TensorType.weak(DType.I64), null, null, dim, "");
    }

    Num named(String where) {
      return new Num(type, node, known, dim, where);
    }

    /** True where the value is known, which it is not asked for. */
    boolean isConstant() {
      return known != null;
    }

    /** The value of a literal, or null; see {@link Known#value}. */
    Scalar constant() {
      return known == null ? null : known.value();
    }

    /** True where the value is known to be a size, which it is not asked for. */
    boolean isSize() {
      return known != null && known.isSize() || dim != null;
    }

    /** The value as a size, if it is known to be one. */
    Dim asDim() {
      return known != null && known.isSize()
          ? Dim.of(known.value().asInteger().longValueExact())
          : dim;
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
