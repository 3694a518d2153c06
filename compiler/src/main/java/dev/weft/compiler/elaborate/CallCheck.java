// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Span;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Expr.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a call names a function, and gives it the arguments that it takes.
 *
 * @param onOnes told of a call that depends on which axes of inputs have size 1
 */
record CallCheck(Bound scope, Problems problems, Runnable onOnes) {

  /** True for a name where a dtype must stand, which is no input then. */
  boolean isDType(Expr.Call call, Argument argument) {
    if (!(argument.value() instanceof Expr.Name name) || !wantsDType(call, argument)) {
      return false;
    }
    if (DTypes.isName(name.text())) {
      return true;
    }
    if (!scope.binds(name.text())) {
      problems.add(DTypes.unknown(name.text(), name.span()));
    }
    return !scope.binds(name.text());
  }

  private boolean wantsDType(Expr.Call call, Argument argument) {
    String function =
        switch (call.callee()) {
          case Expr.Name callee -> callee.text();
          case Expr.Attribute method -> method.name().text();
          case Expr _ -> "";
        };
    if (argument.name() != null) {
      return argument.name().text().equals("dtype") && scope.function(function) == null;
    }
    int place = call.arguments().indexOf(argument) + (call.callee() instanceof Expr.Name ? 0 : 1);
    return scope.function(function) == null
        && Functions.builtin(function)
            .map(b -> b.spec().params())
            .filter(params -> place < params.size() && params.get(place).name().equals("dtype"))
            .isPresent();
  }

  void named(Expr.Name callee, Expr.Call call) {
    String name = callee.text();
    Spec own = scope.function(name);
    if (own != null) {
      fit(own, name, call.span(), call.arguments());
    } else if (DTypes.isCast(name)) {
      fit(Spec.parse("x"), name, call.span(), call.arguments());
    } else if (Functions.exists(name)) {
      language(name, call.span(), call.arguments());
    } else if (scope.binds(name)) {
      problems.add(ErrorCode.E0107.at(callee.span(), "'" + name + "' is a value, not a function"));
    } else {
      problems.add(Functions.unknown(name, callee.span(), scope.allFunctions()));
    }
  }

  void method(Expr.Attribute method, Expr.Call call) {
    String name = method.name().text();
    if (!Calls.isMethod(name)) {
      problems.add(ErrorCode.E0105.at(method.name().span(), "unknown method '" + name + "'"));
      return;
    }
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Spec.receiver(method.base()));
    arguments.addAll(call.arguments());
    language(name, call.span(), arguments);
  }

  private void language(String name, Span span, List<Argument> arguments) {
    Map<String, List<Argument>> bound =
        fit(Functions.spec(name).orElseThrow(), name, span, arguments);
    if (Functions.builtin(name).filter(b -> b.asksForOnes(bound)).isPresent()) {
      onOnes.run();
    }
  }

  private Map<String, List<Argument>> fit(
      Spec spec, String name, Span span, List<Argument> arguments) {
    try {
      return spec.bind(name, span, arguments);
    } catch (Mistake mistake) {
      problems.add(mistake);
      return Map.of();
    }
  }
}
