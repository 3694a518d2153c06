// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Indexing.Item;
import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Masks among subscripts: each becomes the places at which it holds. */
final class Masks {
  private final Elaboration e;
  private final Operand base;

  private Masks(Elaboration e, Operand base) {
    this.e = e;
    this.base = base;
  }

  /** What to select from, and subscripts without masks. */
  record Unmasked(Operand base, List<Item> items) {}

  static Unmasked of(Elaboration e, Operand base, List<Item> items, Span span) {
    List<Item.At> masks = items.stream().flatMap(item -> Masks.mask(item).stream()).toList();
    if (masks.isEmpty()) {
      return new Unmasked(base, items);
    }
    if (masks.stream().anyMatch(Masks::isSingle)) {
      return lifted(e, base, items, span);
    }
    boolean alone = masks.size() == 1 && items.stream().noneMatch(Masks::isTensor);
    Masks reading = new Masks(e, base);
    int used = items.stream().mapToInt(Masks::axes).sum();
    demandAxes(e, base, base.num().rank() - used, span);
    return reading.read(items, alone, base.num().rank() - used);
  }

  private static String axesOf(int rank) {
    return rank == 1 ? "1 axis" : rank + " axes";
  }

  private static List<Item.At> mask(Item item) {
    return item instanceof Item.At at && at.index().num().dtype() == DType.BOOL
        ? List.of(at)
        : List.of();
  }

  static boolean isMask(Item item) {
    return !mask(item).isEmpty();
  }

  private static boolean isTensor(Item item) {
    return item instanceof Item.At at
        && !isMask(item)
        && (at.index().num().rank() > 0 || at.index().num().asDim() == null);
  }

  /** How many axes of the base a subscript stands for; those of dots are the rest. */
  private static int axes(Item item) {
    return switch (item) {
      case Item.At at -> isMask(item) ? at.index().num().rank() : 1;
      case Item.Slice _ -> 1;
      case Item.NewAxis _, Item.Ellipsis _ -> 0;
    };
  }

  private static boolean isSingle(Item item) {
    return item instanceof Item.At at && isMask(item) && at.index().num().rank() == 0;
  }

  /** A single bool is a mask of a new axis of size 1. */
  private static Unmasked lifted(Elaboration e, Operand base, List<Item> items, Span span) {
    List<Dim> shape = new ArrayList<>(base.num().type().shape());
    int rest = base.num().rank() - items.stream().mapToInt(Masks::axes).sum();
    demandAxes(e, base, rest, span);
    List<Item> masks = new ArrayList<>();
    int axis = 0;
    for (Item item : items) {
      if (isSingle(item)) {
        shape.add(axis++, Dim.ONE);
        Item.At at = (Item.At) item;
        Node mask = e.builder().reshape(List.of(Dim.ONE), e.node(at.index()));
        masks.add(item(at, Num.of(mask)));
      } else {
        masks.add(item);
        axis += item instanceof Item.Ellipsis ? rest : axes(item);
      }
    }
    Node wide = e.builder().reshape(shape, e.node(base));
    return of(e, new Operand(Num.of(wide), base.span()), masks, span);
  }

  private static void demandAxes(Elaboration e, Operand base, int rest, Span span) {
    int rank = base.num().rank();
    if (rest < 0) {
      String message = "too many indices: " + (rank - rest) + " for " + axesOf(rank);
      throw Sizes.labelled(
          ErrorCode.E0207.mistake(e.site(span), message), e.located(List.of(base)));
    }
  }

  private Unmasked read(List<Item> items, boolean alone, int rest) {
    List<Item> plain = new ArrayList<>();
    Operand from = base;
    int axis = 0;
    for (Item item : items) {
      if (item instanceof Item.At at && isMask(item)) {
        demandSizes(at, axis);
        Operand mask = at.index();
        if (alone) {
          from = merged(axis, mask.num().rank());
          plain.add(item(at, Num.of(e.selections().places(e.node(mask)))));
        } else {
          places(e, e.node(mask)).forEach(index -> plain.add(item(at, Num.of(index))));
        }
      } else {
        plain.add(item);
      }
      axis += item instanceof Item.Ellipsis ? rest : axes(item);
    }
    return new Unmasked(from, plain);
  }

  private static Item item(Item.At at, Num index) {
    return new Item.At(at.span(), new Operand(index, at.span()));
  }

  private void demandSizes(Item.At at, int axis) {
    Operand mask = at.index();
    for (int i = 0; i < mask.num().rank(); i++) {
      demandSize(e, at.span(), base, axis + i, mask, i);
    }
  }

  private static void demandSize(
      Elaboration e, Span span, Operand base, int axis, Operand mask, int of) {
    e.sizes()
        .require(
            Relation.EQUAL,
            base.num().type().dim(axis),
            mask.num().type().dim(of),
            ErrorCode.E0215,
            e.site(span),
            "a mask of {right} places for axis " + axis + " of size {left}",
            e.located(List.of(base, mask)));
  }

  /** The base with the axes of a mask as one. */
  private Operand merged(int axis, int count) {
    Node node = e.node(base);
    if (count == 1) {
      return base;
    }
    List<Dim> shape = new ArrayList<>(node.type().shape());
    List<Dim> own = shape.subList(axis, axis + count);
    Dim size = Dim.product(own);
    own.clear();
    shape.add(axis, size);
    return new Operand(Num.of(e.builder().reshape(shape, node)), base.span());
  }

  /** The places at which a mask holds, one tensor of indices per axis. */
  static List<Node> places(Elaboration e, Node mask) {
    Node flat = e.selections().places(mask);
    List<Dim> shape = mask.type().shape();
    List<Node> indices = new ArrayList<>();
    Dim inner = Dim.ONE;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      Node index = axis == shape.size() - 1 ? flat : by(e, ScalarOp.FLOOR_DIVIDE, flat, inner);
      indices.addFirst(axis == 0 ? index : by(e, ScalarOp.REMAINDER, index, shape.get(axis)));
      inner = inner.times(shape.get(axis));
    }
    return indices;
  }

  private static Node by(Elaboration e, ScalarOp op, Node x, Dim size) {
    GraphBuilder b = e.builder();
    return b.map(op, List.of(x, b.broadcast(x.type().shape(), e.size(size))));
  }
}
