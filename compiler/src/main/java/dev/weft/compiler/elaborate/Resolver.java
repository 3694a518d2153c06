// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Span;
import dev.weft.dsl.Block;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Expr.Argument;
import dev.weft.dsl.Ident;
import dev.weft.dsl.Range;
import dev.weft.dsl.Stmt;
import dev.weft.dsl.Subscript;
import dev.weft.dsl.TypeExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Binds names and fits calls to functions, without types. */
final class Resolver {
  private final boolean freeNames;
  private final Problems problems = new Problems();
  private final Map<String, Template.Input> inputs = new LinkedHashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> outputs = new HashSet<>();
  private Bound scope = new Bound(null);

  /** The names bound in one block. */
  private record Bound(Bound parent, Set<String> values, Map<String, Spec> functions) {
    Bound(Bound parent) {
      this(parent, new HashSet<>(), new HashMap<>());
    }

    boolean binds(String name) {
      return values.contains(name) || parent != null && parent.binds(name);
    }

    Spec function(String name) {
      Spec spec = functions.get(name);
      return spec == null && parent != null ? parent.function(name) : spec;
    }

    List<String> all() {
      List<String> all = parent == null ? new ArrayList<>() : parent.all();
      all.addAll(values);
      return all;
    }
  }

  /**
   * @param freeNames true where a name that nothing binds is an input
   */
  Resolver(boolean freeNames) {
    this.freeNames = freeNames;
  }

  Problems problems() {
    return problems;
  }

  List<Template.Input> inputs() {
    return List.copyOf(inputs.values());
  }

  void resolve(List<Stmt> statements, Expr value) {
    statements.forEach(this::statement);
    if (value != null) {
      expr(value);
    } else if (statements.stream().noneMatch(Resolver::isOutput)) {
      Span end = statements.isEmpty() ? Span.at(0) : statements.getLast().span();
      problems.add(ErrorCode.E0307.at(end, "the script has no output").help("write: output name"));
    }
  }

  private static boolean isOutput(Stmt statement) {
    return switch (statement) {
      case Stmt.OutputDecl _, Stmt.UpdateDecl _ -> true;
      case Stmt.Annotated annotated -> isOutput(annotated.statement());
      default -> false;
    };
  }

  private void block(Block block) {
    scope = new Bound(scope);
    block.statements().forEach(this::statement);
    scope = scope.parent;
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.InputDecl input -> input.names().forEach(name -> input(name, input.type(), null));
      case Stmt.ParamDecl param -> {
        expr(param.value());
        input(param.name(), param.type(), param.value());
      }
      case Stmt.StateDecl state -> {
        optional(state.value());
        scope.values.add(state.name().text());
        type(state.type());
      }
      case Stmt.FnDecl fn -> function(fn);
      case Stmt.OutputDecl output -> {
        if (!outputs.add(output.name().text())) {
          problems.add(
              ErrorCode.E0307.at(
                  output.name().span(), "output '" + output.name().text() + "' is declared twice"));
        }
        optional(output.value());
        if (output.value() == null) {
          use(output.name().text(), output.name().span());
        }
        scope.values.add(output.name().text());
        type(output.type());
      }
      case Stmt.UpdateDecl update -> expr(update.value());
      case Stmt.AssertDecl check -> expr(check.condition());
      case Stmt.YieldStmt yields -> expr(yields.value());
      case Stmt.Let let -> {
        expr(let.value());
        let.targets().forEach(target -> scope.values.add(target.text()));
      }
      case Stmt.AugAssign assign -> {
        use(assign.target().text(), assign.target().span());
        expr(assign.value());
        scope.values.add(assign.target().text());
      }
      case Stmt.SliceAssign assign -> {
        use(assign.target().text(), assign.target().span());
        assign.subscripts().forEach(this::subscript);
        expr(assign.value());
        scope.values.add(assign.target().text());
      }
      case Stmt.For loop -> {
        range(loop.range());
        turn(loop.name().text(), loop.body());
      }
      case Stmt.While loop -> {
        expr(loop.condition());
        expr(loop.limit());
        block(loop.body());
      }
      case Stmt.If branch -> {
        expr(branch.condition());
        block(branch.then());
        if (branch.otherwise() != null) {
          block(branch.otherwise());
        }
      }
      case Stmt.ExprStmt expr -> expr(expr.value());
      case Stmt.Annotated annotated -> statement(annotated.statement());
      case Stmt.IndexDef def -> scope.values.add(def.name().text());
      case Stmt.ModuleDecl _, Stmt.ImportDecl _ -> {}
    }
  }

  private void turn(String index, Block body) {
    scope = new Bound(scope);
    scope.values.add(index);
    body.statements().forEach(this::statement);
    scope = scope.parent;
  }

  private void input(Ident name, TypeExpr type, Expr value) {
    if (!declared.add(name.text())) {
      problems.add(ErrorCode.E0106.at(name.span(), "'" + name.text() + "' is declared twice"));
    }
    inputs.putIfAbsent(
        name.text(), new Template.Input(name.text(), name.span(), type, value, false));
    scope.values.add(name.text());
    type(type);
  }

  private void function(Stmt.FnDecl fn) {
    scope.functions.put(fn.name().text(), Spec.of(fn));
    scope = new Bound(scope);
    for (Stmt.Parameter parameter : fn.parameters()) {
      optional(parameter.defaultValue());
      if (!scope.values.add(parameter.name().text())) {
        problems.add(
            ErrorCode.E0106.at(
                parameter.name().span(), "'" + parameter.name().text() + "' is declared twice"));
      }
    }
    fn.parameters().forEach(parameter -> type(parameter.type()));
    fn.body().statements().forEach(this::statement);
    scope = scope.parent;
  }

  /** The names of sizes in a type are bound by it. */
  private void type(TypeExpr type) {
    if (type == null) {
      return;
    }
    if (DTypes.named(type.dtype().text()).isEmpty()) {
      problems.add(DTypes.unknown(type.dtype().text(), type.dtype().span()));
    }
    for (TypeExpr.Dim dim : type.dims()) {
      if (dim instanceof TypeExpr.Dim.Size(Span _, Ident _, Expr size)) {
        if (size instanceof Expr.Name name) {
          scope.values.add(name.text());
        } else {
          expr(size);
        }
      }
    }
  }

  private void optional(Expr expr) {
    if (expr != null) {
      expr(expr);
    }
  }

  private void range(Range range) {
    optional(range.from());
    optional(range.to());
    optional(range.step());
  }

  private void subscript(Subscript subscript) {
    switch (subscript) {
      case Subscript.At at -> expr(at.index());
      case Subscript.Slice slice -> {
        optional(slice.from());
        optional(slice.to());
        optional(slice.step());
      }
      case Subscript.NewAxis _, Subscript.Ellipsis _ -> {}
    }
  }

  private void expr(Expr expr) {
    switch (expr) {
      case Expr.Name name -> use(name.text(), name.span());
      case Expr.Unary unary -> expr(unary.operand());
      case Expr.Chain chain -> {
        expr(chain.first());
        chain.rest().forEach(link -> expr(link.operand()));
      }
      case Expr.Compare compare -> {
        expr(compare.first());
        compare.rest().forEach(next -> expr(next.operand()));
      }
      case Expr.Logical logical -> logical.operands().forEach(this::expr);
      case Expr.Ternary ternary -> {
        expr(ternary.condition());
        expr(ternary.then());
        expr(ternary.otherwise());
      }
      case Expr.Call call -> call(call);
      case Expr.Index index -> {
        expr(index.base());
        index.subscripts().forEach(this::subscript);
      }
      case Expr.Attribute attribute -> {
        expr(attribute.base());
        if (!Names.ATTRIBUTES.contains(attribute.name().text())) {
          problems.add(Names.unknownAttribute(attribute.name(), attribute.name().span()));
        }
      }
      case Expr.Tuple tuple -> tuple.elements().forEach(this::expr);
      case Expr.ListLit list -> list.elements().forEach(this::expr);
      case Expr.LoopExpr _, Expr.ScanExpr _ -> {}
      case Expr.IntLit _, Expr.FloatLit _, Expr.ImaginaryLit _ -> {}
      case Expr.StringLit _, Expr.BoolLit _, Expr.NoneLit _ -> {}
    }
  }

  private void use(String name, Span span) {
    if (scope.binds(name)) {
      return;
    }
    boolean constant = Names.constant(name).isPresent();
    if (freeNames) {
      inputs.putIfAbsent(name, new Template.Input(name, span, null, null, constant));
    } else if (!constant) {
      var unknown = Names.unknown(name, span);
      problems.add(
          Spelling.nearest(name, scope.all())
              .map(near -> unknown.help("did you mean '" + near + "'?"))
              .orElse(unknown));
    }
  }

  private void call(Expr.Call call) {
    switch (call.callee()) {
      case Expr.Name name -> named(name, call);
      case Expr.Attribute method -> {
        expr(method.base());
        method(method, call);
      }
      case Expr other -> {
        expr(other);
        problems.add(ErrorCode.E0107.at(other.span(), "this is a value, not a function"));
      }
    }
    for (Argument argument : call.arguments()) {
      if (!isDType(call, argument)) {
        expr(argument.value());
      }
    }
  }

  /** True for a dtype's name where a dtype may stand, which is no input then. */
  private boolean isDType(Expr.Call call, Argument argument) {
    if (!(argument.value() instanceof Expr.Name name) || !DTypes.isName(name.text())) {
      return false;
    }
    if (argument.name() != null) {
      return argument.name().text().equals("dtype");
    }
    String function =
        switch (call.callee()) {
          case Expr.Name callee -> callee.text();
          case Expr.Attribute method -> method.name().text();
          case Expr _ -> "";
        };
    int place = call.arguments().indexOf(argument) + (call.callee() instanceof Expr.Name ? 0 : 1);
    return scope.function(function) == null
        && Functions.builtin(function)
            .map(b -> b.spec().params())
            .filter(params -> place < params.size() && params.get(place).name().equals("dtype"))
            .isPresent();
  }

  private void named(Expr.Name callee, Expr.Call call) {
    String name = callee.text();
    Spec own = scope.function(name);
    if (own != null) {
      fit(own, name, call.span(), call.arguments());
    } else if (DTypes.isName(name)) {
      fit(Spec.parse("x"), name, call.span(), call.arguments());
    } else if (Functions.exists(name)) {
      fit(Functions.spec(name).orElseThrow(), name, call.span(), call.arguments());
    } else if (scope.binds(name)) {
      problems.add(ErrorCode.E0107.at(callee.span(), "'" + name + "' is a value, not a function"));
    } else {
      problems.add(Functions.unknown(name, callee.span(), functionNames()));
    }
  }

  private List<String> functionNames() {
    List<String> names = new ArrayList<>();
    for (Bound at = scope; at != null; at = at.parent) {
      names.addAll(at.functions.keySet());
    }
    return names;
  }

  private void method(Expr.Attribute method, Expr.Call call) {
    String name = method.name().text();
    if (!Calls.isMethod(name)) {
      problems.add(ErrorCode.E0105.at(method.name().span(), "unknown method '" + name + "'"));
      return;
    }
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Spec.receiver(method.base()));
    arguments.addAll(call.arguments());
    fit(Functions.spec(name).orElseThrow(), name, call.span(), arguments);
  }

  private void fit(Spec spec, String name, Span span, List<Argument> arguments) {
    try {
      spec.bind(name, span, arguments);
    } catch (Mistake mistake) {
      problems.add(mistake);
    }
  }
}
