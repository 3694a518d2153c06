// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.tensor.DType;
import java.util.List;

/** What a node computes from its operands. */
public sealed interface Op {

  /** True where an element of the result depends on the elements at the same place alone. */
  default boolean isElementwise() {
    return this instanceof Map || this instanceof Convert;
  }

  /**
   * A tensor from outside: an input of the program, or a parameter of a region.
   *
   * @param pairs true where the caller's tensor is complex, and this one holds its parts along one
   *     more, last axis
   */
  record Input(String name, boolean pairs) implements Op {

    /** A tensor that is what the caller gives. */
    public Input(String name) {
      this(name, false);
    }
  }

  /** A scalar. */
  record Constant(Literal value) implements Op {}

  /**
   * A dense tensor written in the source.
   *
   * @param values its elements in row-major order
   */
  record Dense(List<Literal> values) implements Op {
    public Dense {
      values = List.copyOf(values);
    }
  }

  /** 0, 1, ... size-1 as i64. */
  record Iota(Dim size) implements Op {}

  /**
   * The places, ascending, at which operand 0, bools of rank 1, holds, as i64; operand 1 is their
   * number. The result's size is a symbol that gets its value here, while the program runs. Of a
   * number alone: all places below it.
   */
  record Positions(String symbol) implements Op {}

  /** A size as an i64 scalar. */
  record Size(Dim size) implements Op {}

  /** A scalar operation, element by element; all operands have the shape of the result. */
  record Map(ScalarOp op) implements Op {}

  /**
   * Conversion of every element, with the meaning of Java's casts (to bool: is not 0). A complex
   * number becomes only another complex one, or a bool.
   */
  record Convert(DType to) implements Op {}

  /**
   * Folds axes away. The arg reductions give the index (i64) of the element in row-major order of
   * the reduced axes. Products of pairs have two operands.
   *
   * @param axes ascending, each once
   */
  record Reduce(Monoid monoid, List<Integer> axes) implements Op {
    public Reduce {
      axes = List.copyOf(axes);
    }
  }

  /** Running combination along an axis, as long as the operand; see {@link Reduce}. */
  record Scan(Monoid monoid, int axis) implements Op {}

  /** The operand under other indices. */
  record View(Movement movement) implements Op {}

  /** Operand 0 with the elements of a slice replaced by operand 1, which has the slice's shape. */
  record Update(Movement.Slice slice) implements Op {}

  /**
   * Operand 0 at indices: the other operands, i64 and of one shape, one for each of some axes. The
   * result has the axes of operand 0 that are left, with those of the indices before the one of
   * number {@code at}. Negative indices count from the end; one out of range is a fault.
   *
   * @param axes ascending, each once
   */
  record Gather(List<Integer> axes, int at) implements Op {
    public Gather {
      axes = List.copyOf(axes);
    }
  }

  /**
   * The sum over products of two operands, by labels as in einsum: a label in both operands and not
   * in the result is summed. No label stands twice in one list.
   */
  record Contract(List<Integer> left, List<Integer> right, List<Integer> result) implements Op {
    public Contract {
      left = List.copyOf(left);
      right = List.copyOf(right);
      result = List.copyOf(result);
    }
  }

  /** Operands one after another along an axis. */
  record Concat(int axis) implements Op {}

  /**
   * Runs the body {@code count} times. Operands: the initial carried values, then the captures.
   * Body parameters: the index (i64, from {@code first} by {@code step}), the carried values, the
   * captures; body results: the next carried values, of the same types. The node has one result per
   * carried value, taken by {@link Project}.
   */
  record For(Dim first, long step, Dim count, int carried, Graph body) implements Op {}

  /** What no loop over elements computes; several results are taken by {@link Project}. */
  record Perform(Procedure procedure) implements Op {}

  /** One result of a node that has several. */
  record Project(int result) implements Op {}
}
