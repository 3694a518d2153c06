// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.Promotion;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Running combinations along an axis. */
enum Scans implements Builtin {
  CUMSUM("x|a, axis=, dtype=, include_initial=", "running sums", "cumsum", "cumulative_sum"),
  CUMPROD("x|a, axis=, dtype=, include_initial=", "running products", "cumprod", "cumulative_prod"),
  CUMMAX("x|a, axis=", "running largest elements", "cumulative_max", "cummax"),
  CUMMIN("x|a, axis=", "running smallest elements", "cumulative_min", "cummin");

  private final Entry entry;

  Scans(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public boolean isMethod() {
    return true;
  }

  @Override
  public Value apply(Call call) {
    return switch (this) {
      case CUMSUM -> scan(call, Monoid.SUM, true);
      case CUMPROD -> scan(call, Monoid.PROD, true);
      case CUMMAX -> scan(call, Monoid.MAX, false);
      case CUMMIN -> scan(call, Monoid.MIN, false);
    };
  }

  private static Value scan(Call call, Monoid monoid, boolean sums) {
    Operand x = call.tensor("x");
    Elaboration e = call.e();
    DType dtype = x.num().dtype();
    if (!sums) {
      Orders.demand(call, x);
    }
    if (sums) {
      dtype = call.dtype("dtype").orElse(Promotion.toSum(dtype));
    }
    e.at(call.span());
    DType wide = dtype == DType.BOOL ? DType.I64 : dtype.isSmall() ? DType.I32 : dtype;
    Node node = e.builder().convert(wide, e.node(x, dtype));
    int axis = 0;
    if (call.has("axis")) {
      axis = call.axis("axis", x.num().rank());
    } else if (x.num().rank() != 1) {
      node = e.builder().reshape(List.of(Dim.product(x.num().type().shape())), node);
    }
    Node result = e.builder().scan(monoid, axis, node);
    boolean initial = sums && call.flag("include_initial");
    Node all = initial ? withInitial(e, monoid, axis, result) : result;
    return Num.of(e.builder().convert(dtype, all));
  }

  private static Node withInitial(Elaboration e, Monoid monoid, int axis, Node result) {
    Literal start = monoid.identity(result.type().dtype()).getFirst();
    List<Dim> shape = new ArrayList<>(result.type().shape());
    shape.set(axis, Dim.ONE);
    Node first = e.builder().broadcast(shape, e.builder().constant(start));
    return e.builder().concat(axis, List.of(first, result));
  }
}
