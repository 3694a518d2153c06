// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.BinaryOp;
import dev.weft.dsl.Expr;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Expressions to values. A mistake leaves poison, so that the rest of the text is still read; the
 * tree is at most {@link dev.weft.dsl.ParseLimits#depth} deep, so this may recurse.
 */
final class Expressions {
  private final Elaboration e;
  private final Operators operators;
  private final Calls calls;
  private final Subscripts subscripts;

  Expressions(Elaboration e) {
    this.e = e;
    this.operators = new Operators(e);
    this.calls = new Calls(e, this);
    this.subscripts = new Subscripts(e, this);
  }

  Statements statements() {
    return calls.statements();
  }

  Subscripts subscripts() {
    return subscripts;
  }

  Value value(Expr expr, Scope scope) {
    return e.attempt(() -> Lists.bounded(e, read(expr, scope), expr.span()));
  }

  /** The value as a tensor. */
  Operand operand(Expr expr, Scope scope) {
    return new Operand(Lists.number(e, value(expr, scope), expr.span()), expr.span());
  }

  private Value read(Expr expr, Scope scope) {
    return switch (expr) {
      case Expr.IntLit literal -> integer(literal);
      case Expr.FloatLit literal ->
          typed(new Scalar.Real(literal.value()), literal.dtype(), literal.span());
      case Expr.ImaginaryLit literal -> Num.weak(new Scalar.Complex(0, literal.value()));
      case Expr.StringLit literal -> new Value.Text(literal.value());
      case Expr.BoolLit literal -> Num.weak(new Scalar.Bool(literal.value()));
      case Expr.NoneLit _ -> Value.NONE;
      case Expr.Name name -> name(name, scope);
      case Expr.Unary unary ->
          operators.unary(unary.op(), unary.span(), operand(unary.operand(), scope));
      case Expr.Chain chain -> chain(chain, scope);
      case Expr.Compare compare -> compare(compare, scope);
      case Expr.Logical logical -> logical(logical, scope);
      case Expr.Ternary ternary -> ternary(ternary, scope);
      case Expr.Call call -> calls.call(call, scope);
      case Expr.Index index -> subscripts.index(index, scope);
      case Expr.Attribute attribute -> attribute(attribute, scope);
      case Expr.Tuple tuple -> sequence(tuple.elements(), false, scope);
      case Expr.ListLit list -> sequence(list.elements(), true, scope);
      case Expr.LoopExpr loop -> throw notYet(loop.span(), "`loop` expressions are");
      case Expr.ScanExpr scan -> throw notYet(scan.span(), "`scan` is");
    };
  }

  private Mistake notYet(Span span, String what) {
    return ErrorCode.E0301.mistake(e.site(span), what + " not in this version");
  }

  private Value sequence(List<Expr> elements, boolean list, Scope scope) {
    List<Value> values = new ArrayList<>();
    elements.forEach(element -> values.add(value(element, scope)));
    return new Value.Sequence(values, list);
  }

  private Value integer(Expr.IntLit literal) {
    return typed(new Scalar.Int(literal.value()), literal.dtype(), literal.span());
  }

  private Value typed(Scalar value, String suffix, Span span) {
    if (suffix == null) {
      return Num.weak(e.written(value, span));
    }
    DType dtype = DTypes.require(e, suffix, span);
    Num num = Num.of(e.at(span).constant(e.literal(value, dtype, span)));
    return dtype.isInteger() ? new Num(num.type(), num.node(), Known.of(value), null, "") : num;
  }

  private Value name(Expr.Name name, Scope scope) {
    Value value = scope.value(name.text(), e.region());
    if (value != null) {
      return value;
    }
    return Names.constant(name.text())
        .<Value>map(Num::weak)
        .orElseGet(
            () -> {
              e.problems().add(Names.unknown(name.text(), e.site(name.span())));
              return Value.POISON;
            });
  }

  private Value chain(Expr.Chain chain, Scope scope) {
    Value left = value(chain.first(), scope);
    Span span = chain.first().span();
    for (Expr.Link link : chain.rest()) {
      Value sofar = left;
      Span before = span;
      Value right = value(link.operand(), scope);
      left =
          e.attempt(() -> binary(link.op(), link.opSpan(), sofar, before, right, link.operand()));
      span = span.to(link.operand().span());
    }
    return left;
  }

  private Value binary(
      BinaryOp op, Span opSpan, Value left, Span leftSpan, Value right, Expr rightExpr) {
    Operand a = new Operand(Lists.number(e, left, leftSpan), leftSpan);
    Operand b = new Operand(Lists.number(e, right, rightExpr.span()), rightExpr.span());
    return operators.binary(op, opSpan, a, b);
  }

  /** {@code target op= value} and its like. */
  Num binary(BinaryOp op, Span opSpan, Operand a, Operand b) {
    return operators.binary(op, opSpan, a, b);
  }

  private Value compare(Expr.Compare compare, Scope scope) {
    Optional<Value> word = e.inPrelude() ? Choices.compare(this, compare, scope) : Optional.empty();
    if (word.isPresent()) {
      return word.get();
    }
    Operand left = operand(compare.first(), scope);
    Num all = null;
    for (Expr.Comparison next : compare.rest()) {
      Operand right = operand(next.operand(), scope);
      Num holds = operators.compare(next.op(), next.opSpan(), left, right);
      all =
          all == null
              ? holds
              : operators.logical(
                  true,
                  compare.span(),
                  new Operand(all, compare.span()),
                  new Operand(holds, next.opSpan()));
      left = right;
    }
    return all;
  }

  private Value logical(Expr.Logical logical, Scope scope) {
    Operand left = operand(logical.operands().getFirst(), scope);
    for (Expr next : logical.operands().subList(1, logical.operands().size())) {
      Operand right = operand(next, scope);
      boolean and = logical.op() == Expr.LogicalOp.AND;
      Span span = left.span().to(right.span());
      left = new Operand(operators.logical(and, logical.span(), left, right), span);
    }
    return left.num();
  }

  private Value ternary(Expr.Ternary ternary, Scope scope) {
    Operand condition = operand(ternary.condition(), scope);
    if (condition.num().isConstant()) {
      boolean holds = condition.num().constant().asBoolean();
      return value(holds ? ternary.then() : ternary.otherwise(), scope);
    }
    Operand then = operand(ternary.then(), scope);
    Operand otherwise = operand(ternary.otherwise(), scope);
    return e.map(
        ScalarOp.WHERE,
        Site.operator(ternary.span(), "if else"),
        List.of(condition, then, otherwise));
  }

  private Value attribute(Expr.Attribute attribute, Scope scope) {
    Operand base = operand(attribute.base(), scope);
    e.at(attribute.span());
    int rank = base.num().rank();
    return switch (attribute.name().text()) {
      case "T" -> Shapes.transposed(e, base);
      case "mT" -> {
        if (rank < 2) {
          throw ErrorCode.E0205.mistake(
              e.site(attribute.span()), "mT needs at least two axes, not " + rank);
        }
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < rank - 2; i++) {
          axes.add(i);
        }
        axes.addAll(List.of(rank - 1, rank - 2));
        yield Num.of(e.builder().permute(axes, e.node(base)));
      }
      case "real", "imag" -> {
        String name = attribute.name().text();
        Builtin part = Functions.builtin(name).orElseThrow();
        yield part.apply(calls.single(name, attribute.span(), base));
      }
      case "shape" ->
          new Value.Sequence(
              base.num().type().shape().stream().<Value>map(Num::size).toList(), false);
      case "ndim" -> Num.weak(Scalar.of(rank));
      case "size" -> Num.size(Dim.product(base.num().type().shape()));
      case "dtype" -> new Value.TypeName(base.num().dtype());
      default -> throw Names.unknownAttribute(attribute.name(), e.site(attribute.name().span()));
    };
  }
}
