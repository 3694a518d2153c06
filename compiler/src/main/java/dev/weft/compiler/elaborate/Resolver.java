// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Annotation;
import dev.weft.dsl.BinaryOp;
import dev.weft.dsl.Block;
import dev.weft.dsl.Expr;
import dev.weft.dsl.Expr.Argument;
import dev.weft.dsl.Ident;
import dev.weft.dsl.Range;
import dev.weft.dsl.Stmt;
import dev.weft.dsl.Subscript;
import dev.weft.dsl.TypeExpr;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds names and fits calls to functions, without types. */
final class Resolver {
  private final Source source;
  private final boolean freeNames;
  private final Problems problems = new Problems();
  private final Map<String, Template.Input> inputs = new LinkedHashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> outputs = new HashSet<>();
  private Bound scope = new Bound(null);
  private boolean asksForOnes;

  /**
   * @param freeNames true where a name that nothing binds is an input
   */
  Resolver(Source source, boolean freeNames) {
    this.source = source;
    this.freeNames = freeNames;
  }

  Problems problems() {
    return problems;
  }

  /** True where a call depends on which axes of inputs have size 1. */
  boolean asksForOnes() {
    return asksForOnes;
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

  /** What is not heeded is not accepted either. */
  void refuse(List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      String message = "`@" + annotation.name().text() + "` is not in this version";
      problems.add(ErrorCode.E0301.at(annotation.span(), message));
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
    scope = scope.parent();
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
        scope.values().add(state.name().text());
        type(state.type());
      }
      case Stmt.FnDecl fn -> function(fn);
      case Stmt.OutputDecl output -> output(output);
      case Stmt.UpdateDecl update -> expr(update.value());
      case Stmt.AssertDecl check -> expr(check.condition());
      case Stmt.YieldStmt yields -> expr(yields.value());
      case Stmt.Let let -> {
        expr(let.value());
        let.targets().forEach(target -> scope.values().add(target.text()));
      }
      case Stmt.AugAssign assign -> {
        use(assign.target().text(), assign.target().span());
        expr(assign.value());
        scope.values().add(assign.target().text());
      }
      case Stmt.SliceAssign assign -> {
        use(assign.target().text(), assign.target().span());
        assign.subscripts().forEach(this::subscript);
        expr(assign.value());
        scope.values().add(assign.target().text());
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
        Optional.ofNullable(branch.otherwise()).ifPresent(this::block);
      }
      case Stmt.ExprStmt expr -> expr(expr.value());
      case Stmt.Annotated annotated -> {
        refuse(annotated.annotations());
        statement(annotated.statement());
      }
      case Stmt.IndexDef def -> scope.values().add(def.name().text());
      case Stmt.ModuleDecl _, Stmt.ImportDecl _ -> {}
    }
  }

  private void output(Stmt.OutputDecl output) {
    String name = output.name().text();
    if (!outputs.add(name)) {
      problems.add(
          ErrorCode.E0307.at(output.name().span(), "output '" + name + "' is declared twice"));
    }
    if (output.value() == null) {
      use(name, output.name().span());
    } else {
      expr(output.value());
    }
    scope.values().add(name);
    type(output.type());
  }

  private void turn(String index, Block body) {
    scope = new Bound(scope);
    scope.values().add(index);
    body.statements().forEach(this::statement);
    scope = scope.parent();
  }

  private void input(Ident name, TypeExpr type, Expr value) {
    if (!declared.add(name.text())) {
      problems.add(ErrorCode.E0106.at(name.span(), "'" + name.text() + "' is declared twice"));
    }
    inputs.putIfAbsent(
        name.text(), new Template.Input(name.text(), name.span(), type, value, false));
    scope.values().add(name.text());
    type(type);
  }

  private void function(Stmt.FnDecl fn) {
    scope.functions().put(fn.name().text(), Spec.of(fn));
    scope = new Bound(scope);
    for (Stmt.Parameter parameter : fn.parameters()) {
      optional(parameter.defaultValue());
      if (!scope.values().add(parameter.name().text())) {
        problems.add(
            ErrorCode.E0106.at(
                parameter.name().span(), "'" + parameter.name().text() + "' is declared twice"));
      }
    }
    fn.parameters().forEach(parameter -> type(parameter.type()));
    fn.body().statements().forEach(this::statement);
    demandValue(fn);
    scope = scope.parent();
  }

  private void demandValue(Stmt.FnDecl fn) {
    List<Stmt> statements = fn.body().statements();
    if (statements.isEmpty() || !(statements.getLast() instanceof Stmt.ExprStmt)) {
      Span place = statements.isEmpty() ? fn.name().span() : statements.getLast().span();
      Diagnostic problem =
          ErrorCode.E0308.at(place, "function '" + fn.name().text() + "' gives no value");
      problems.add(
          problem.because("the last line of a block is its value").help(lastLine(statements)));
    }
  }

  private static String lastLine(List<Stmt> statements) {
    return !statements.isEmpty() && statements.getLast() instanceof Stmt.Let let
        ? "end with the name: " + let.targets().getLast().text()
        : "end with an expression";
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
          scope.values().add(name.text());
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
        warnOfBits(compare);
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
        boolean known = Names.ATTRIBUTES.contains(attribute.name().text());
        if (!known && !isUnknown(attribute.base())) {
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

  /** An attribute of what does not exist is no further mistake. */
  private static boolean isUnknown(Expr base) {
    return base instanceof Expr.Attribute inner && !Names.ATTRIBUTES.contains(inner.name().text());
  }

  /** {@code a > 0 & b > 0} compares with {@code 0 & b}. */
  private void warnOfBits(Expr.Compare compare) {
    for (int i = 0; i < compare.rest().size() - 1; i++) {
      boolean bits =
          compare.rest().get(i).operand() instanceof Expr.Chain chain
              && chain.rest().getFirst().op().level() < BinaryOp.SHIFT_LEFT.level()
              && !isBracketed(chain.span());
      if (bits) {
        Expr.Chain chain = (Expr.Chain) compare.rest().get(i).operand();
        String symbol = chain.rest().getFirst().op().symbol();
        problems.add(
            ErrorCode.W0101
                .at(chain.span(), "`" + symbol + "` binds tighter than the comparisons round it")
                .help("write (a > 0) " + symbol + " (b > 0), or use `and` and `or`"));
      }
    }
  }

  private boolean isBracketed(Span span) {
    return source.text().substring(0, span.start()).stripTrailing().endsWith("(");
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

  private CallCheck calls() {
    return new CallCheck(scope, problems, () -> asksForOnes = true);
  }

  private void call(Expr.Call call) {
    switch (call.callee()) {
      case Expr.Name name -> calls().named(name, call);
      case Expr.Attribute method -> {
        expr(method.base());
        calls().method(method, call);
      }
      case Expr other -> {
        expr(other);
        problems.add(ErrorCode.E0107.at(other.span(), "this is a value, not a function"));
      }
    }
    for (Argument argument : call.arguments()) {
      if (!calls().isDType(call, argument)) {
        expr(argument.value());
      }
    }
  }
}
