// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Expr.Argument;
import dev.weft.dsl.Stmt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls: of functions of the text, which are expanded in place, and of those of the language. */
final class Calls {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_EXPANSIONS = 100_000;

  private final Elaboration e;
  private final Expressions expressions;
  private final Statements statements;
  private final Deque<Stmt.FnDecl> active = new ArrayDeque<>();
  private int expansions;

  Calls(Elaboration e, Expressions expressions) {
    this.e = e;
    this.expressions = expressions;
    this.statements = new Statements(e, expressions);
  }

  Statements statements() {
    return statements;
  }

  Value call(Expr.Call call, Scope scope) {
    return switch (call.callee()) {
      case Expr.Name name -> named(name.text(), call.span(), call.arguments(), scope);
      case Expr.Attribute method -> method(method, call, scope);
      case Expr other ->
          throw ErrorCode.E0107.mistake(e.site(other.span()), "this is a value, not a function");
    };
  }

  private Value method(Expr.Attribute method, Expr.Call call, Scope scope) {
    String name = method.name().text();
    if (!isMethod(name)) {
      throw ErrorCode.E0105.mistake(e.site(method.name().span()), "unknown method '" + name + "'");
    }
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Spec.receiver(method.base()));
    arguments.addAll(call.arguments());
    return builtin(name, call.span(), arguments, scope);
  }

  static boolean isMethod(String name) {
    return Prelude.isMethod(name) || Functions.builtin(name).filter(Builtin::isMethod).isPresent();
  }

  private Value named(String name, Span span, List<Argument> arguments, Scope scope) {
    Scope.Function function = scope.function(name);
    if (function != null) {
      return expanded(function, span, arguments, scope);
    }
    if (DTypes.isCast(name)) {
      return cast(name, span, arguments, scope);
    }
    return builtin(name, span, arguments, scope);
  }

  private Value cast(String name, Span span, List<Argument> arguments, Scope scope) {
    Map<String, List<Argument>> bound = Spec.parse("x").bind(name, e.site(span), arguments);
    Operand x = expressions.operand(bound.get("x").getFirst().value(), scope);
    return Elementwise.convert(e, x, DTypes.require(e, name, span));
  }

  private Value builtin(String name, Span span, List<Argument> arguments, Scope scope) {
    Builtin builtin = Functions.builtin(name).orElse(null);
    if (builtin != null) {
      Map<String, List<Argument>> bound = builtin.spec().bind(name, e.site(span), arguments);
      Map<String, List<Call.Given>> given = new LinkedHashMap<>();
      bound.forEach(
          (parameter, values) ->
              given.put(parameter, values.stream().map(a -> given(parameter, a, scope)).toList()));
      return builtin.apply(new Call(e, name, span, given));
    }
    ScalarOp op = Functions.scalar(name).orElse(null);
    if (op != null) {
      Map<String, List<Argument>> bound = Functions.spec(op).bind(name, e.site(span), arguments);
      List<Operand> operands = new ArrayList<>();
      for (Spec.Param param : Functions.spec(op).params()) {
        operands.add(expressions.operand(bound.get(param.name()).getFirst().value(), scope));
      }
      return e.map(op, Site.call(span, name), operands);
    }
    Stmt.FnDecl prelude =
        Prelude.function(name).orElseThrow(() -> Functions.unknown(name, e.site(span), List.of()));
    Scope outermost = new Scope(null, e.region());
    return expanded(new Scope.Function(prelude, outermost, true), span, arguments, scope);
  }

  private Call.Given given(String parameter, Argument argument, Scope scope) {
    Expr expr = argument.value();
    boolean type =
        parameter.equals("dtype") && expr instanceof Expr.Name name && DTypes.isName(name.text());
    Value value =
        type
            ? e.attempt(
                () -> new Value.TypeName(DTypes.require(e, ((Expr.Name) expr).text(), expr.span())))
            : expressions.value(expr, scope);
    return new Call.Given(value, expr.span());
  }

  /** A call of a built-in function with one argument that is there already. */
  Call single(String name, Span span, Operand x) {
    return new Call(e, name, span, Map.of("x", List.of(new Call.Given(x.num(), x.span()))));
  }

  private Value expanded(
      Scope.Function function, Span span, List<Argument> arguments, Scope scope) {
    Stmt.FnDecl declaration = function.declaration();
    String name = declaration.name().text();
    if (active.contains(declaration)) {
      throw ErrorCode.E0306
          .mistake(e.site(span), "function '" + name + "' calls itself")
          .because("functions are expanded where they are called")
          .help("use a `for` loop");
    }
    if (active.size() >= MAX_DEPTH) {
      throw e.exhausted(span, "calls are nested more than " + MAX_DEPTH + " deep");
    }
    if (++expansions > MAX_EXPANSIONS) {
      throw e.exhausted(span, "functions are called more than " + MAX_EXPANSIONS + " times");
    }
    Map<String, List<Argument>> bound = Spec.of(declaration).bind(name, e.site(span), arguments);
    Map<String, Value> values = new LinkedHashMap<>();
    bound.forEach((n, a) -> values.put(n, given(n, a.getFirst(), scope).value()));
    active.push(declaration);
    try {
      return function.prelude()
          ? e.inPrelude(span, () -> body(function, values))
          : body(function, values);
    } finally {
      active.pop();
    }
  }

  private Value body(Scope.Function function, Map<String, Value> values) {
    Scope inner = new Scope(function.scope(), e.region());
    for (Stmt.Parameter parameter : function.declaration().parameters()) {
      String name = parameter.name().text();
      Value value =
          values.containsKey(name)
              ? values.get(name)
              : expressions.value(parameter.defaultValue(), inner);
      inner.bind(name, value);
      if (parameter.type() != null) {
        statements.checkDeclared(value, parameter.type(), parameter.name(), inner);
      }
    }
    return statements.block(function.declaration().body(), inner);
  }
}
