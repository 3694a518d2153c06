// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Subscript;
import dev.weft.program.Dim;
import java.util.ArrayList;
import java.util.List;

/** What stands between brackets, and other places where a size is written. */
final class Subscripts {
  private final Elaboration e;
  private final Expressions expressions;

  Subscripts(Elaboration e, Expressions expressions) {
    this.e = e;
    this.expressions = expressions;
  }

  Value index(Expr.Index index, Scope scope) {
    Value base = expressions.value(index.base(), scope);
    if (base instanceof Value.Sequence sequence && index.subscripts().size() == 1) {
      Value element = element(sequence, index.subscripts().getFirst(), scope);
      if (element != null) {
        return element;
      }
    }
    Operand operand = new Operand(Lists.number(e, base, index.base().span()), index.base().span());
    if (operand.num().constant() != null && operand.num().type().weak()) {
      throw ErrorCode.E0207.mistake(e.site(index.span()), "a literal has no elements to index");
    }
    return Indexing.select(e, operand, items(index.subscripts(), scope), index.span());
  }

  /** An element of a tuple or list by literal position, or null where tensors are meant. */
  private Value element(Value.Sequence sequence, Subscript subscript, Scope scope) {
    if (!(subscript instanceof Subscript.At at)) {
      return null;
    }
    Operand position = expressions.operand(at.index(), scope);
    Dim dim = position.num().asDim();
    if (position.num().rank() != 0 || dim == null || !dim.isConstant()) {
      return null;
    }
    int size = sequence.elements().size();
    long place = dim.constant() < 0 ? dim.constant() + size : dim.constant();
    if (place < 0 || place >= size) {
      throw ErrorCode.E0208.mistake(
          e.site(at.span()), "index " + dim + " is out of range for " + size + " elements");
    }
    return sequence.elements().get((int) place);
  }

  List<Indexing.Item> items(List<Subscript> subscripts, Scope scope) {
    List<Indexing.Item> items = new ArrayList<>();
    for (Subscript subscript : subscripts) {
      switch (subscript) {
        case Subscript.At at -> at(at, items, scope);
        case Subscript.Slice slice -> items.add(slice(slice, scope));
        case Subscript.NewAxis axis -> items.add(new Indexing.Item.NewAxis(axis.span()));
        case Subscript.Ellipsis dots -> items.add(new Indexing.Item.Ellipsis(dots.span()));
      }
    }
    return items;
  }

  private void at(Subscript.At at, List<Indexing.Item> items, Scope scope) {
    Value value = expressions.value(at.index(), scope);
    if (value instanceof Value.None) {
      items.add(new Indexing.Item.NewAxis(at.span()));
    } else if (value instanceof Value.Sequence tuple && !tuple.list()) {
      for (Value element : tuple.elements()) {
        Num num = Lists.number(e, element, at.span());
        items.add(new Indexing.Item.At(at.span(), new Operand(num, at.span())));
      }
    } else {
      Num num = Lists.number(e, value, at.span());
      items.add(new Indexing.Item.At(at.span(), new Operand(num, at.span())));
    }
  }

  private Indexing.Item.Slice slice(Subscript.Slice slice, Scope scope) {
    Dim step = slice.step() == null ? Dim.ONE : bound(slice.step(), scope);
    Dim from = slice.from() == null ? null : bound(slice.from(), scope);
    Dim to = slice.to() == null ? null : bound(slice.to(), scope);
    if (step == null) {
      step = Dim.ONE;
    }
    if (!step.isConstant()) {
      throw ErrorCode.E0303.mistake(
          e.site(slice.step().span()), "the step of a slice must be a literal");
    }
    if (step.is(0)) {
      throw ErrorCode.E0207.mistake(e.site(slice.step().span()), "the step of a slice cannot be 0");
    }
    return new Indexing.Item.Slice(slice.span(), from, to, step.constant());
  }

  /** A size that the host knows; None is as if nothing stood there. */
  Dim bound(Expr expr, Scope scope) {
    Value value = expressions.value(expr, scope);
    if (value instanceof Value.None) {
      return null;
    }
    Num num = Lists.number(e, value, expr.span());
    if (num.rank() != 0 || !num.dtype().isInteger()) {
      throw ErrorCode.E0207
          .mistake(
              e.site(expr.span()), "a bound must be an integer, not " + TypeText.of(num.type()))
          .help("convert it: i64(...); a division that gives integers is `//`");
    }
    if (num.constant() instanceof Scalar.Int i && i.value().bitLength() > 62) {
      return Dim.of(i.value().signum() * (1L << 62));
    }
    if (num.asDim() == null) {
      throw ErrorCode.E0304
          .mistake(e.site(expr.span()), "this bound is not known before the program runs")
          .because("a bound may be made of literals, sizes, and integer inputs");
    }
    return e.sizes().use(num.asDim());
  }
}
