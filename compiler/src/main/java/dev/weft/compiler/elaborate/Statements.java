// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Block;
import dev.weft.dsl.CompareOp;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Ident;
import dev.weft.dsl.Stmt;
import dev.weft.dsl.TypeExpr;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Statements: what they bind, and what they demand. */
final class Statements {
  private final Elaboration e;
  private final Expressions expressions;
  private final Loops loops;

  Statements(Elaboration e, Expressions expressions) {
    this.e = e;
    this.expressions = expressions;
    this.loops = new Loops(e, expressions, this);
  }

  /** Runs a body; its last statement is its value. */
  Value block(Block block, Scope scope) {
    Value last = Value.NONE;
    for (Stmt statement : block.statements()) {
      // In the prelude the first mistake is the caller's, the rest would follow from it.
      last = e.inPrelude() ? run(statement, scope) : statement(statement, scope);
    }
    return last;
  }

  /** Runs a statement; the value of what it binds, or of the expression that it is. */
  Value statement(Stmt statement, Scope scope) {
    return e.attempt(() -> run(statement, scope));
  }

  private Value run(Stmt statement, Scope scope) {
    return switch (statement) {
      case Stmt.ExprStmt expr -> expressions.value(expr.value(), scope);
      case Stmt.Let let -> let(let, scope);
      case Stmt.AugAssign assign -> augmented(assign, scope);
      case Stmt.SliceAssign assign -> sliced(assign, scope);
      case Stmt.FnDecl fn -> {
        Scope seen = scope.frozen();
        Scope.Function function = new Scope.Function(fn, seen, false);
        seen.bind(fn.name().text(), function); // so that a call of itself is seen as one
        scope.bind(fn.name().text(), function);
        yield Value.NONE;
      }
      case Stmt.For loop -> e.inPrelude() ? loops.unrolled(loop, scope) : loops.run(loop, scope);
      case Stmt.OutputDecl output -> output(output, scope);
      case Stmt.AssertDecl check -> e.inPrelude() ? expect(check, scope) : demand(check, scope);
      case Stmt.Annotated annotated -> run(annotated.statement(), scope);
      case Stmt.ModuleDecl _, Stmt.InputDecl _ -> Value.NONE;
      case Stmt.ParamDecl param -> param(param, scope);
      case Stmt.ImportDecl s -> throw notYet(s.span(), "`import` is");
      case Stmt.StateDecl s -> throw notYet(s.span(), "`state` is");
      case Stmt.UpdateDecl s -> throw notYet(s.span(), "`update` is");
      case Stmt.YieldStmt s -> throw notYet(s.span(), "`yield` is");
      case Stmt.IndexDef s -> throw notYet(s.span(), "index notation is");
      case Stmt.While s -> throw notYet(s.span(), "`while` is");
      case Stmt.If s -> throw notYet(s.span(), "the `if` statement is");
    };
  }

  private Mistake notYet(Span span, String what) {
    return ErrorCode.E0301.mistake(e.site(span), what + " not in this version");
  }

  private Value let(Stmt.Let let, Scope scope) {
    Value value = expressions.value(let.value(), scope);
    if (let.targets().size() == 1) {
      bind(let.targets().getFirst(), value, scope);
      return value;
    }
    List<Value> parts =
        e.attempt(() -> unpacked(let, value)) instanceof Value.Sequence s
            ? s.elements()
            : List.of();
    for (int i = 0; i < let.targets().size(); i++) {
      bind(let.targets().get(i), i < parts.size() ? parts.get(i) : Value.POISON, scope);
    }
    return value;
  }

  private void bind(Ident name, Value value, Scope scope) {
    Value named =
        value instanceof Num num && !e.inPrelude()
            ? num.named("from " + name.text() + e.line(name.span()))
            : value;
    scope.bind(name.text(), named);
  }

  private Value unpacked(Stmt.Let let, Value value) {
    int wanted = let.targets().size();
    if (value instanceof Value.Sequence sequence) {
      if (sequence.elements().size() != wanted) {
        throw ErrorCode.E0202.mistake(
            e.site(let.span()), wanted + " names for " + sequence.elements().size() + " values");
      }
      return sequence;
    }
    Operand operand = new Operand(Lists.number(e, value, let.value().span()), let.value().span());
    if (operand.num().rank() == 0) {
      throw ErrorCode.E0202.mistake(e.site(let.span()), "a scalar cannot be unpacked");
    }
    e.sizes()
        .require(
            Relation.EQUAL,
            operand.num().type().dim(0),
            Dim.of(wanted),
            ErrorCode.E0204,
            e.site(let.span()),
            "{right} names for a first axis of size {left}",
            e.located(List.of(operand)));
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Operand place = new Operand(Num.weak(Scalar.of(i)), let.span());
      Indexing.Item.At at = new Indexing.Item.At(let.span(), place);
      parts.add(Indexing.select(e, operand, List.of(at), let.span()));
    }
    return new Value.Sequence(parts, false);
  }

  private Value augmented(Stmt.AugAssign assign, Scope scope) {
    Ident target = assign.target();
    Value value =
        e.attempt(
            () -> {
              Operand left = target(target, scope);
              Operand right = expressions.operand(assign.value(), scope);
              return expressions.binary(assign.op(), assign.opSpan(), left, right);
            });
    bind(target, value, scope);
    return value;
  }

  private Operand target(Ident name, Scope scope) {
    return expressions.operand(new Expr.Name(name.span(), name.text()), scope);
  }

  private Value sliced(Stmt.SliceAssign assign, Scope scope) {
    Value value = e.attempt(() -> updated(assign, scope));
    bind(assign.target(), value, scope);
    return value;
  }

  private Value updated(Stmt.SliceAssign assign, Scope scope) {
    Operand base = target(assign.target(), scope);
    List<Indexing.Item> items = expressions.subscripts().items(assign.subscripts(), scope);
    Operand right = expressions.operand(assign.value(), scope);
    boolean masked = MaskedUpdate.is(items);
    boolean scattered = !masked && ScatteredUpdate.is(items);
    Indexing.Place place =
        masked || scattered ? null : Indexing.place(e, base, items, assign.span());
    if (assign.op() != null) {
      Num old = Indexing.select(e, base, items, assign.span());
      Operand left = new Operand(old, assign.target().span());
      Num combined = expressions.binary(assign.op(), assign.opSpan(), left, right);
      right = new Operand(combined, assign.value().span());
    }
    demandDType(base, right, assign.opSpan());
    Span span = assign.opSpan();
    return masked
        ? MaskedUpdate.updated(e, base, items, right, span)
        : scattered
            ? ScatteredUpdate.updated(e, base, items, right, assign.span(), span)
            : update(base, place, right, span);
  }

  private void demandDType(Operand base, Operand value, Span span) {
    DType dtype = base.num().dtype();
    DType given = value.num().dtype();
    TensorType common = Elaboration.common(List.of(new Operand(Num.of(e.node(base)), span), value));
    if (common.dtype() != dtype) {
      throw Sizes.labelled(
              ErrorCode.E0201.mistake(
                  e.site(span), "cannot store " + given + " in a tensor of " + dtype),
              e.located(List.of(base, value)))
          .help("convert it: " + dtype + "(...)");
    }
  }

  private Num update(Operand base, Indexing.Place place, Operand value, Span span) {
    DType dtype = base.num().dtype();
    List<Dim> shape = place.shape();
    List<Dim> met = Broadcasting.into(e, span, base, shape, value);
    e.at(span);
    for (int i = 0; i < shape.size(); i++) {
      e.sizes()
          .require(
              Relation.EQUAL,
              met.get(i),
              shape.get(i),
              ErrorCode.E0203,
              e.site(span),
              "axis " + i + " of the value has size {left}, of the slice {right}",
              e.located(List.of(value)));
    }
    Node wide = e.builder().broadcast(shape, e.node(value, dtype));
    Node fitted = e.builder().reshape(place.slice().size(), wide);
    return Num.of(e.builder().update(place.slice(), e.node(base), fitted));
  }

  private Value param(Stmt.ParamDecl param, Scope scope) {
    if (scope.binds(param.name().text())) {
      return Value.NONE;
    }
    Value value = expressions.value(param.value(), scope);
    if (param.type() != null) {
      Value given = value;
      value = e.attempt(() -> declared(given, param.type(), param.name(), scope));
    }
    bind(param.name(), value, scope);
    return value;
  }

  /** The value as the declared dtype, where it is weak. */
  Value declared(Value value, TypeExpr type, Ident name, Scope scope) {
    checkDeclared(value, type, name, scope);
    if (value instanceof Num num && num.type().weak()) {
      DType dtype = DTypes.require(e, type.dtype().text(), type.dtype().span());
      return Elementwise.convert(e, new Operand(num, name.span()), dtype);
    }
    return value;
  }

  /** Demands that a value has a declared type; sizes that are new names are bound. */
  void checkDeclared(Value value, TypeExpr type, Ident name, Scope scope) {
    if (value instanceof Value.Poison || value instanceof Value.None) {
      return;
    }
    Num num = Lists.number(e, value, name.span());
    new Declared(e, expressions).check(num, type, name, scope);
  }

  private Value output(Stmt.OutputDecl output, Scope scope) {
    String name = output.name().text();
    Value value =
        output.value() == null
            ? expressions.value(new Expr.Name(output.name().span(), name), scope)
            : expressions.value(output.value(), scope);
    if (output.type() != null) {
      value = declared(value, output.type(), output.name(), scope);
    }
    bind(output.name(), value, scope);
    e.outputs().add(name, value, output.name().span());
    return value;
  }

  private Value demand(Stmt.AssertDecl check, Scope scope) {
    Operand condition = expressions.operand(check.condition(), scope);
    if (condition.num().rank() != 0 || condition.num().dtype() != DType.BOOL) {
      throw ErrorCode.E0202
          .mistake(
              e.site(condition.span()),
              "assert needs one bool, not " + TypeText.of(condition.num().type()))
          .help("reduce it: all(...) or any(...)");
    }
    String message =
        check.message() == null
            ? e.text(check.condition().span()) + " does not hold"
            : check.message().value();
    e.outputs().demand(e.node(condition), message, check.span(), e.region());
    return Value.NONE;
  }

  /** What a function of the prelude wants of its arguments: found out as early as it can be. */
  private Value expect(Stmt.AssertDecl check, Scope scope) {
    String message = check.message().value();
    if (check.condition() instanceof Expr.Compare(_, Expr first, List<Expr.Comparison> rest)) {
      Value left = expressions.value(first, scope);
      Value right = expressions.value(rest.getFirst().operand(), scope);
      if (left instanceof Num a && right instanceof Num b && a.isSize() && b.isSize()) {
        Relation relation =
            rest.getFirst().op() == CompareOp.EQUAL ? Relation.EQUAL : Relation.AT_LEAST;
        Span place = e.site(check.span());
        e.sizes()
            .require(relation, a.asDim(), b.asDim(), ErrorCode.E0209, place, message, List.of());
        return Value.NONE;
      }
    }
    Operand condition = expressions.operand(check.condition(), scope);
    if (!condition.num().isConstant()) {
      e.outputs().demand(e.node(condition), message, e.site(check.span()), e.region());
    } else if (!condition.num().constant().asBoolean()) {
      throw ErrorCode.E0202.mistake(e.site(check.span()), message);
    }
    return Value.NONE;
  }
}
