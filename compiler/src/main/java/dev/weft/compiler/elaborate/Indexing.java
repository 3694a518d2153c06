// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** {@code a[1, ::2, None, ..., i]}: what subscripts select. */
final class Indexing {
  /** One subscript with its values elaborated. */
  sealed interface Item {
    Span span();

    record At(Span span, Operand index) implements Item {}

    /** Missing bounds are null. */
    record Slice(Span span, Dim from, Dim to, long step) implements Item {}

    record NewAxis(Span span) implements Item {}

    record Ellipsis(Span span) implements Item {}
  }

  private final Elaboration e;
  private final Operand base;
  private final Span span;

  /** The slice of the base, axis by axis. */
  private final List<Dim> start = new ArrayList<>();

  private final List<Dim> size = new ArrayList<>();
  private final List<Long> step = new ArrayList<>();

  /** The shape of the selection before tensors select: base axes as numbers, -1 for a new one. */
  private final List<Integer> layout = new ArrayList<>();

  private final List<Operand> indices = new ArrayList<>();
  private final List<Integer> indexed = new ArrayList<>();

  /** Where something stands between two indices, tensors or not, those of tensors come first. */
  private boolean apart;

  private boolean indexedBefore;
  private boolean between;

  private Indexing(Elaboration e, Operand base, Span span) {
    this.e = e;
    this.base = base;
    this.span = span;
  }

  static Num select(Elaboration e, Operand base, List<Item> items, Span span) {
    demandOneEllipsis(e, items);
    Masks.Unmasked unmasked = Masks.of(e, base, items, span);
    Indexing indexing = new Indexing(e, unmasked.base(), span);
    indexing.read(unmasked.items());
    return indexing.selection();
  }

  private static void demandOneEllipsis(Elaboration e, List<Item> items) {
    List<Item> dots = items.stream().filter(Item.Ellipsis.class::isInstance).toList();
    if (dots.size() > 1) {
      throw ErrorCode.E0207.mistake(e.site(dots.get(1).span()), "a second `...` in one index");
    }
  }

  /** {@code size} elements of one axis; the rest whole. The range lies within the axis. */
  static Num part(Elaboration e, Operand x, int axis, Dim from, Dim size) {
    List<Dim> start = new ArrayList<>();
    List<Dim> sizes = new ArrayList<>(x.num().type().shape());
    List<Long> step = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      start.add(i == axis ? from : Dim.ZERO);
      step.add(1L);
    }
    sizes.set(axis, size);
    Movement.Slice slice = new Movement.Slice(start, sizes, step);
    return Num.of(e.builder().view(slice, e.node(x)));
  }

  /** The slice that subscripts without tensors select, for an update, and the selected shape. */
  static Place place(Elaboration e, Operand base, List<Item> items, Span span) {
    demandOneEllipsis(e, items);
    Indexing indexing = new Indexing(e, base, span);
    indexing.read(items);
    List<Dim> shape =
        indexing.layout.stream().map(a -> a < 0 ? Dim.ONE : indexing.size.get(a)).toList();
    return new Place(indexing.slice(), shape);
  }

  /** A slice, and the shape in which the text sees it. */
  record Place(Movement.Slice slice, List<Dim> shape) {}

  private Movement.Slice slice() {
    return new Movement.Slice(start, size, step);
  }

  private void read(List<Item> items) {
    int rank = base.num().rank();
    long used = items.stream().filter(i -> i instanceof Item.At || i instanceof Item.Slice).count();
    if (used > rank) {
      throw Sizes.labelled(
          ErrorCode.E0207.mistake(
              e.site(span), "too many indices: " + used + " for " + rank + axes(rank)),
          e.located(List.of(base)));
    }
    int rest = rank - (int) used;
    boolean ellipsis = false;
    for (Item item : items) {
      switch (item) {
        case Item.At at -> {
          apart |= indexedBefore && between;
          indexedBefore = true;
          between = false;
          index(at);
        }
        case Item.Slice slice -> slice(slice);
        case Item.NewAxis _ -> layout.add(-1);
        case Item.Ellipsis _ -> {
          ellipsis = true;
          whole(rest);
        }
      }
      between |= !(item instanceof Item.At);
    }
    if (!ellipsis) {
      whole(rest);
    }
  }

  private static String axes(int rank) {
    return rank == 1 ? " axis" : " axes";
  }

  private void whole(int axes) {
    for (int i = 0; i < axes; i++) {
      keep(Dim.ZERO, base.num().type().dim(start.size()), 1);
    }
  }

  private void keep(Dim first, Dim length, long stride) {
    layout.add(start.size());
    take(first, length, stride);
  }

  private void take(Dim first, Dim length, long stride) {
    start.add(first);
    size.add(length);
    step.add(stride);
  }

  private void slice(Item.Slice slice) {
    Dim n = base.num().type().dim(start.size());
    SliceDims dims = SliceDims.of(e.sizes(), n, slice.from(), slice.to(), slice.step());
    keep(e.sizes().use(dims.start()), e.sizes().use(dims.size()), dims.step());
  }

  private void index(Item.At at) {
    Num index = at.index().num();
    boolean nothing = index.rank() == 1 && index.type().dim(0).is(0);
    if (index.dtype().isFloat() && !nothing) {
      throw ErrorCode.E0207
          .mistake(e.site(at.span()), "an index must be an integer, not " + index.dtype())
          .help("convert it: i64(...)");
    }
    if (index.constant() instanceof Scalar.Int i && !i.fits(DType.I64)) {
      throw ErrorCode.E0208.mistake(e.site(at.span()), "index " + i + " is out of range");
    }
    if (index.rank() == 0 && index.asDim() != null) {
      fixed(at, index.asDim());
    } else {
      gathered(at);
    }
  }

  private void fixed(Item.At at, Dim place) {
    int axis = start.size();
    Dim n = base.num().type().dim(axis);
    Span where = e.site(at.span());
    List<Operand> shown = e.located(List.of(base));
    Dim first = place;
    if (place.isConstant() && place.constant() < 0) {
      String message = "index " + place + " is out of range for axis " + axis + " of size {left}";
      Dim least = Dim.ZERO.minus(place);
      e.sizes().require(Relation.AT_LEAST, n, least, ErrorCode.E0208, where, message, shown);
      first = n.plus(place);
    } else {
      String message = "index {left} is out of range for axis " + axis + " of size {right}";
      e.sizes().require(Relation.LESS_THAN, place, n, ErrorCode.E0208, where, message, shown);
      if (!e.sizes().isNatural(place)) {
        Dim least = Dim.ZERO.minus(n);
        String below = "index {left} is out of range for axis " + axis + " of size {" + n + "}";
        e.sizes().require(Relation.AT_LEAST, place, least, ErrorCode.E0208, where, below, shown);
      }
      first = SliceDims.fromStart(e.sizes(), n, place);
    }
    take(e.sizes().use(first), Dim.ONE, 1);
  }

  private void gathered(Item.At at) {
    indices.add(at.index());
    indexed.add(start.size());
    keep(Dim.ZERO, base.num().type().dim(start.size()), 1);
  }

  private Num selection() {
    Node source = e.node(base);
    e.at(span);
    Node sliced = e.builder().view(slice(), source);
    if (indices.isEmpty()) {
      List<Dim> shape = layout.stream().map(a -> a < 0 ? Dim.ONE : size.get(a)).toList();
      return Num.of(e.builder().reshape(shape, sliced));
    }
    return gathered(sliced);
  }

  /** The axes of the indices stand where the first indexed one was, or come first. */
  private Num gathered(Node sliced) {
    GraphBuilder b = e.builder();
    List<Dim> shape = layout.stream().map(a -> a < 0 ? Dim.ONE : size.get(a)).toList();
    List<Integer> axes = indexed.stream().map(layout::indexOf).toList();
    List<Dim> common = e.broadcast(span, indices);
    List<Node> places =
        indices.stream().map(x -> b.broadcast(common, e.node(x, DType.I64))).toList();
    int at = apart ? 0 : axes.getFirst();
    return Num.of(b.gather(axes, at, b.reshape(shape, sliced), places));
  }
}
