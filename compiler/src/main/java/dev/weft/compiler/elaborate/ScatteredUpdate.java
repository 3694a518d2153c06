// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Indexing.Item;
import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Procedure;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code u[indices] = v}: at every place the value that was assigned last, or the old one. Which
 * one that is, is found by a procedure on the numbers of places; the rest is a choice.
 */
final class ScatteredUpdate {
  private final Elaboration e;
  private final GraphBuilder b;
  private final Operand base;
  private final Operand value;
  private final Span span;
  private final Span sign;

  /**
   * @param span of the assignment
   * @param sign of what stands between its sides
   */
  private ScatteredUpdate(Elaboration e, Operand base, Operand value, Span span, Span sign) {
    this.e = e;
    this.b = e.at(span);
    this.base = base;
    this.value = value;
    this.span = span;
    this.sign = sign;
  }

  /** True where a subscript is a mask, a tensor of integers, or an integer that is computed. */
  static boolean is(List<Item> items) {
    return items.stream().anyMatch(item -> Masks.isMask(item) || isIndex(item));
  }

  private static boolean isIndex(Item item) {
    return item instanceof Item.At at
        && !Masks.isMask(item)
        && (at.index().num().rank() > 0 || at.index().num().asDim() == null);
  }

  static Num updated(
      Elaboration e, Operand base, List<Item> items, Operand value, Span span, Span sign) {
    ScatteredUpdate update = new ScatteredUpdate(e, base, value, span, sign);
    boolean rows =
        isIndex(items.getFirst())
            && items.stream().skip(1).allMatch(ScatteredUpdate::isWhole)
            && items.stream().filter(Item.Ellipsis.class::isInstance).count() < 2;
    return rows && items.size() <= base.num().rank()
        ? update.rows((Item.At) items.getFirst())
        : update.anywhere(items);
  }

  static boolean isWhole(Item item) {
    return item instanceof Item.Ellipsis
        || item instanceof Item.Slice slice
            && slice.from() == null
            && slice.to() == null
            && slice.step() == 1;
  }

  /** Whole parts along the first axis. */
  private Num rows(Item.At at) {
    List<Dim> shape = base.num().type().shape();
    List<Dim> row = shape.subList(1, shape.size());
    Num index = Indexing.select(e, base, List.of(at), span); // checks what an index may be
    Node ids = e.node(at.index(), DType.I64);
    List<Dim> selected = index.type().shape();
    Node flat = b.reshape(List.of(Dim.product(ids.type().shape())), ids);
    return chosen(e.node(base), flat, fitted(selected), row);
  }

  /** Any places, each by its number. */
  private Num anywhere(List<Item> items) {
    List<Dim> shape = base.num().type().shape();
    Dim count = Dim.product(shape);
    Operand numbers = new Operand(Num.of(b.reshape(shape, b.iota(count))), base.span());
    Node places = node(Indexing.select(e, numbers, items, span));
    List<Dim> selected = places.type().shape();
    Node flat = b.reshape(List.of(Dim.product(selected)), places);
    Node old = b.reshape(List.of(count), e.node(base));
    Num result = chosen(old, flat, fitted(selected), List.of());
    return Num.of(b.reshape(shape, node(result)));
  }

  private Node node(Num num) {
    return e.node(new Operand(num, span));
  }

  private Node fitted(List<Dim> selected) {
    Broadcasting.stored(e, sign, base, selected, value);
    return b.broadcast(selected, e.node(value, base.num().dtype()));
  }

  /**
   * @param values the shape of the indices, then that of a row
   */
  private Num chosen(Node old, Node flat, Node values, List<Dim> row) {
    Dim places = old.type().dim(0);
    Node last =
        b.perform(
                new Procedure.Last(),
                List.of(flat),
                List.of(TensorType.of(DType.I64, List.of(places))))
            .getFirst();
    List<Dim> shape = old.type().shape();
    Node named =
        b.map(
            ScalarOp.GREATER_EQUAL,
            List.of(last, b.broadcast(List.of(places), b.constant(Literal.of(0L)))));
    List<Dim> column = new ArrayList<>(List.of(places));
    column.addAll(Collections.nCopies(row.size(), Dim.ONE));
    Node condition = b.broadcast(shape, b.reshape(column, named));
    return Num.of(
        b.map(ScalarOp.WHERE, List.of(condition, assigned(last, flat, values, row), old)));
  }

  /** The value for each place; where none was assigned the one that stands before all. */
  private Node assigned(Node last, Node flat, Node values, List<Dim> row) {
    List<Dim> one = new ArrayList<>(List.of(Dim.ONE));
    one.addAll(row);
    List<Dim> lines = new ArrayList<>(List.of(flat.type().dim(0)));
    lines.addAll(row);
    Node none = b.broadcast(one, b.constant(Literal.of(values.type().dtype(), 0L)));
    Node all = b.concat(0, List.of(none, b.reshape(lines, values)));
    Node next = b.broadcast(last.type().shape(), b.constant(Literal.of(1L)));
    return b.gather(0, all, b.map(ScalarOp.ADD, List.of(last, next)));
  }
}
