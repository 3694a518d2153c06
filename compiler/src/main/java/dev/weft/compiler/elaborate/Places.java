// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where something holds, and what is there: results whose size the data decides. */
enum Places implements Builtin {
  WHERE(
      "condition, x=, y=",
      "x where the condition holds, else y; of a condition alone: nonzero",
      "where"),
  NONZERO("x|a", "the indices of what is not 0, a tensor per axis", "nonzero"),
  FLATNONZERO("x|a", "the row-major places of what is not 0", "flatnonzero"),
  ARGWHERE("x|a", "the indices of what is not 0, a row for each", "argwhere"),
  COMPRESS("condition, x|a, axis=", "the parts along an axis at which a mask holds", "compress"),
  TAKE_ALONG_AXIS(
      "x|arr, indices, axis=",
      "for every place of the indices the element there along an axis",
      "take_along_axis"),
  EXTRACT("condition, x|arr", "the elements at which a mask holds, row by row", "extract");

  private final Entry entry;

  Places(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return this == NONZERO;
  }

  @Override
  public Value apply(Call call) {
    return switch (this) {
      case WHERE -> call.has("x") || call.has("y") ? chosen(call) : places(call, "condition");
      case NONZERO -> places(call, "x");
      case FLATNONZERO -> {
        Operand x = flat(call, call.tensor("x"));
        yield Num.of(call.e().selections().places(call.e().node(x, DType.BOOL)));
      }
      case ARGWHERE -> rows(call);
      case COMPRESS -> compressed(call);
      case TAKE_ALONG_AXIS -> along(call);
      case EXTRACT -> {
        Operand x = flat(call, call.tensor("x"));
        yield selected(call, x, 0, flat(call, bools(call, "condition")));
      }
    };
  }

  private static Value chosen(Call call) {
    for (String parameter : List.of("x", "y")) {
      if (!call.has(parameter)) {
        throw call.mistake(
            ErrorCode.E0103,
            call.span(),
            "where needs both 'x' and 'y', or neither: '" + parameter + "' is missing");
      }
    }
    List<Operand> operands = List.of(call.tensor("condition"), call.tensor("x"), call.tensor("y"));
    return call.e().map(ScalarOp.WHERE, call.site(), operands);
  }

  private static Node mask(Call call, String parameter) {
    Operand x = call.tensor(parameter);
    call.e().at(call.span());
    if (x.num().rank() == 0) {
      throw call.mistake(
          ErrorCode.E0205, x.span(), call.name() + " needs a tensor with axes, not a scalar");
    }
    return call.e().node(x, DType.BOOL);
  }

  private static Value places(Call call, String parameter) {
    List<Value> indices = new ArrayList<>();
    Masks.places(call.e(), mask(call, parameter)).forEach(index -> indices.add(Num.of(index)));
    return new Sequence(indices, false);
  }

  private static Value rows(Call call) {
    GraphBuilder b = call.e().builder();
    List<Node> columns = new ArrayList<>();
    for (Node index : Masks.places(call.e(), mask(call, "x"))) {
      columns.add(b.reshape(List.of(index.type().dim(0), Dim.ONE), index));
    }
    return Num.of(columns.size() == 1 ? columns.getFirst() : b.concat(1, columns));
  }

  private static Operand bools(Call call, String parameter) {
    return new Operand(Num.of(mask(call, parameter)), call.given(parameter).span());
  }

  /** One index per axis: the given one along one of them, the place itself along the others. */
  private static Value along(Call call) {
    Operand given = call.tensor("x");
    Operand x = call.has("axis") ? given : flat(call, given);
    int rank = x.num().rank();
    Operand index = call.tensor("indices");
    if (index.num().rank() != rank) {
      throw call.mistake(
          ErrorCode.E0202,
          index.span(),
          "'indices' of take_along_axis has " + index.num().rank() + " axes, not " + rank);
    }
    return along(call, x, call.has("axis") ? call.axis("axis", rank) : 0, index);
  }

  static Num along(Call call, Operand x, int axis, Operand index) {
    int rank = x.num().rank();
    GraphBuilder b = call.e().at(call.span());
    List<Indexing.Item> items = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      Dim size = x.num().type().dim(i);
      List<Dim> shape = new ArrayList<>(Collections.nCopies(rank, Dim.ONE));
      shape.set(i, size);
      Num here = i == axis ? index.num() : Num.of(b.reshape(shape, b.iota(size)));
      items.add(new Indexing.Item.At(index.span(), new Operand(here, index.span())));
    }
    return Indexing.select(call.e(), x, items, call.span());
  }

  /** Indices that mode "wrap" or "clip" brings into the range of an axis. */
  static Operand inRange(Call call, Operand index, Dim size) {
    String mode = call.has("mode") ? call.text("mode") : "raise";
    if (mode.equals("raise") || !index.num().dtype().isInteger()) {
      return index;
    }
    Elaboration e = call.e();
    e.at(call.span());
    Operand count = new Operand(Num.of(e.size(size)), index.span());
    return switch (mode) {
      case "wrap" -> {
        Num wrapped = e.map(ScalarOp.REMAINDER, call.site(), List.of(index, count));
        yield new Operand(wrapped, index.span());
      }
      case "clip" -> {
        Operand zero = new Operand(Num.weak(Scalar.of(0)), index.span());
        Operand last = new Operand(Num.of(e.size(size.plus(-1))), index.span());
        Num below = e.map(ScalarOp.MINIMUM, call.site(), List.of(index, last));
        Operand most = new Operand(below, index.span());
        yield new Operand(e.map(ScalarOp.MAXIMUM, call.site(), List.of(most, zero)), index.span());
      }
      default ->
          throw call.mistake(
              ErrorCode.E0202,
              call.given("mode").span(),
              "mode must be 'raise', 'wrap' or 'clip', not '" + mode + "'");
    };
  }

  private static Operand flat(Call call, Operand x) {
    Node node = call.e().node(x);
    Node flat = call.e().builder().reshape(List.of(Dim.product(node.type().shape())), node);
    return new Operand(Num.of(flat), x.span());
  }

  private static Value compressed(Call call) {
    Operand mask = bools(call, "condition");
    if (mask.num().rank() != 1) {
      throw call.mistake(
          ErrorCode.E0202,
          mask.span(),
          "'condition' of compress has one axis, not " + mask.num().rank());
    }
    Operand x = call.tensor("x");
    return call.has("axis")
        ? selected(call, x, call.axis("axis", x.num().rank()), mask)
        : selected(call, flat(call, x), 0, mask);
  }

  private static Value selected(Call call, Operand x, int axis, Operand mask) {
    List<Indexing.Item> items = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      items.add(new Indexing.Item.Slice(call.span(), null, null, 1));
    }
    items.add(new Indexing.Item.At(mask.span(), mask));
    return Indexing.select(call.e(), x, items, call.span());
  }
}
