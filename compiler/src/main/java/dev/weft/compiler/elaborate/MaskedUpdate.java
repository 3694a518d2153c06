// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Indexing.Item;
import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code u[mask] = v}: a choice between the old value and the new one at every place. */
final class MaskedUpdate {
  private final Elaboration e;
  private final Operand base;
  private final Span span;

  /** The base with the mask's axes as one, which is this. */
  private final Node merged;

  private final int axis;
  private final Node places;

  private MaskedUpdate(Elaboration e, Operand base, Item.At mask, int axis, Span span) {
    this.e = e;
    this.base = base;
    this.axis = axis;
    this.span = span;
    if (mask.index().num().rank() == 0) {
      throw ErrorCode.E0301
          .mistake(e.site(mask.span()), "an update by a single bool is not in this version")
          .help("choose by `a if c else b`");
    }
    Masks.Unmasked unmasked = Masks.of(e, base, subscripts(mask, axis), span);
    this.merged = e.node(unmasked.base());
    this.places = e.selections().places(e.node(mask.index()));
  }

  private static List<Item> subscripts(Item.At mask, int axis) {
    List<Item> items = new ArrayList<>();
    items.addAll(Collections.nCopies(axis, new Item.Slice(mask.span(), null, null, 1)));
    items.add(mask);
    return items;
  }

  /** True where subscripts are one mask and whole axes beside it. */
  static boolean is(List<Item> items) {
    int mask = axis(items);
    return mask < items.size()
        && items.subList(0, mask).stream().allMatch(Item.Slice.class::isInstance)
        && items.stream().allMatch(item -> item == items.get(mask) || ScatteredUpdate.isWhole(item))
        && items.stream().filter(Item.Ellipsis.class::isInstance).count() < 2;
  }

  /** Where the first mask stands; one slice per axis stands before it. */
  private static int axis(List<Item> items) {
    int at = 0;
    while (at < items.size() && !Masks.isMask(items.get(at))) {
      at++;
    }
    return at;
  }

  /** The base with another value where the mask holds. */
  static Num updated(Elaboration e, Operand base, List<Item> items, Operand value, Span span) {
    int axis = axis(items);
    e.at(span);
    return new MaskedUpdate(e, base, (Item.At) items.get(axis), axis, span).with(value);
  }

  private Num with(Operand value) {
    GraphBuilder b = e.builder();
    List<Dim> shape = merged.type().shape();
    Node flat = places.operand(0);
    List<Dim> ones = new ArrayList<>(Collections.nCopies(shape.size(), Dim.ONE));
    ones.set(axis, shape.get(axis));
    Node condition = b.broadcast(shape, b.reshape(ones, flat));
    Node chosen = b.map(ScalarOp.WHERE, List.of(condition, everywhere(value), merged));
    return Num.of(b.reshape(base.num().type().shape(), chosen));
  }

  /** The new value at every place of the base, whatever it is where the mask does not hold. */
  private Node everywhere(Operand value) {
    DType dtype = base.num().dtype();
    Node node = e.node(value, dtype);
    int along = axis - (merged.type().rank() - node.type().rank());
    if (along < 0 || node.type().dim(along).is(1)) {
      return e.builder().broadcast(fitting(value, merged.type().dim(axis)), node);
    }
    fitting(value, places.type().dim(0));
    Optional<Node> whole =
        Masked.of(e.builder(), node)
            .filter(masked -> masked.mask() == places.operand(0) && masked.axis() == axis)
            .map(Masked::whole)
            .filter(w -> w.type().shape().equals(merged.type().shape()));
    return whole.orElseGet(() -> spread(node, along));
  }

  /** The shape of selected parts, of which there are {@code count}, once the value is found fit. */
  private List<Dim> fitting(Operand value, Dim count) {
    List<Dim> shape = new ArrayList<>(merged.type().shape());
    shape.set(axis, count);
    return Broadcasting.stored(e, span, base, shape, value);
  }

  /** Values in the order of the places that they are for, each brought to its place. */
  private Node spread(Node values, int along) {
    GraphBuilder b = e.builder();
    List<Dim> shape = new ArrayList<>(merged.type().shape());
    shape.set(axis, places.type().dim(0));
    List<Dim> own = new ArrayList<>(values.type().shape());
    own.set(along, places.type().dim(0));
    List<Dim> starts = Collections.nCopies(own.size(), Dim.ZERO);
    List<Long> steps = Collections.nCopies(own.size(), 1L);
    Node fit = b.view(new Movement.Slice(starts, own, steps), values);
    // A first one that stands for none: an index of 0 is right where nothing is selected.
    List<Dim> one = new ArrayList<>(shape);
    one.set(axis, Dim.ONE);
    Node none = b.broadcast(one, b.constant(Literal.of(values.type().dtype(), 0L)));
    Node all = b.concat(axis, List.of(none, b.broadcast(shape, fit)));
    Node mask = b.convert(DType.I64, places.operand(0));
    Node rank = b.map(ScalarOp.MULTIPLY, List.of(b.scan(Monoid.SUM, 0, mask), mask));
    return b.gather(axis, all, rank);
  }
}
