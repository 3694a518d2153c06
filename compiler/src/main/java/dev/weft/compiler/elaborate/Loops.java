// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.type.Promotion;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Block;
import dev.weft.dsl.Ident;
import dev.weft.dsl.Stmt;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code for}: one node with the body as a graph of its own. Names bound before and rebound inside
 * are carried round; what the body only reads is captured; other names are local to a turn.
 */
final class Loops {
  private static final int MOST_UNROLLED = 32;

  private final Elaboration e;
  private final Expressions expressions;
  private final Statements statements;

  Loops(Elaboration e, Expressions expressions, Statements statements) {
    this.e = e;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** A body elaborated for given types of the carried values. */
  private record Trial(Region region, List<Operand> results) {}

  Value run(Stmt.For loop, Scope scope) {
    Dim from = expressions.subscripts().bound(loop.range().from(), scope);
    Dim to = expressions.subscripts().bound(loop.range().to(), scope);
    long step = step(loop, scope);
    if (from == null || to == null) {
      throw ErrorCode.E0207.mistake(
          e.site(loop.range().span()), "the range of a loop has a start and an end");
    }
    Map<String, Span> carried = carried(loop.body(), loop.name().text(), scope);
    List<Operand> initial = new ArrayList<>();
    for (Map.Entry<String, Span> name : carried.entrySet()) {
      Num num = Lists.number(e, scope.value(name.getKey(), e.region()), name.getValue());
      initial.add(new Operand(num, name.getValue()));
    }
    Dim count = count(from, to, step);
    return e.repeated(
        count,
        loop.range().span(),
        () -> {
          List<TensorType> types = settle(loop, scope, carried, initial);
          Trial trial = trial(loop, scope, carried, types);
          finish(loop, scope, carried, initial, types, trial, from, count, step);
          return Value.NONE;
        });
  }

  /**
   * The turns one after another without a loop, where there are few and their number is known: what
   * they compute is then fused.
   */
  Value unrolled(Stmt.For loop, Scope scope) {
    Dim from = expressions.subscripts().bound(loop.range().from(), scope);
    Dim count = expressions.subscripts().bound(loop.range().to(), scope).minus(from);
    if (!from.isConstant() || !count.isConstant() || count.constant() > MOST_UNROLLED) {
      return run(loop, scope);
    }
    Map<String, Span> carried = carried(loop.body(), loop.name().text(), scope);
    for (long i = 0; i < count.constant(); i++) {
      Scope inner = new Scope(scope, e.region());
      inner.bind(loop.name().text(), Num.weak(Scalar.of(from.constant() + i)));
      statements.block(loop.body(), inner);
      carried.keySet().forEach(name -> scope.bind(name, inner.value(name, e.region())));
    }
    return Value.NONE;
  }

  private long step(Stmt.For loop, Scope scope) {
    if (loop.range().step() == null) {
      return 1;
    }
    Dim step = expressions.subscripts().bound(loop.range().step(), scope);
    Span span = e.site(loop.range().step().span());
    if (step == null || !step.isConstant()) {
      throw ErrorCode.E0303.mistake(span, "the step of a loop must be a literal");
    }
    if (step.is(0)) {
      throw ErrorCode.E0207.mistake(span, "the step of a loop cannot be 0");
    }
    return step.constant();
  }

  private Dim count(Dim from, Dim to, long step) {
    Dim reach = step > 0 ? to.minus(from) : from.minus(to);
    long width = Math.abs(step);
    Dim turns = width == 1 ? reach : reach.plus(width - 1).floorDiv(Dim.of(width));
    return e.sizes().use(e.sizes().natural(turns));
  }

  /** The names that the body rebinds of those bound before, with the place of the rebinding. */
  private static Map<String, Span> carried(Block body, String index, Scope scope) {
    Map<String, Span> names = new LinkedHashMap<>();
    collect(body, names);
    names.keySet().removeIf(name -> name.equals(index) || !scope.binds(name));
    return names;
  }

  private static void collect(Block body, Map<String, Span> names) {
    for (Stmt statement : body.statements()) {
      collect(statement, names);
    }
  }

  private static void collect(Stmt statement, Map<String, Span> names) {
    switch (statement) {
      case Stmt.Let let -> let.targets().forEach(target -> put(names, target));
      case Stmt.AugAssign assign -> put(names, assign.target());
      case Stmt.SliceAssign assign -> put(names, assign.target());
      case Stmt.For inner -> {
        Map<String, Span> nested = new LinkedHashMap<>();
        collect(inner.body(), nested);
        nested.remove(inner.name().text());
        nested.forEach(names::putIfAbsent);
      }
      case Stmt.Annotated annotated -> collect(annotated.statement(), names);
      case Stmt.While inner -> collect(inner.body(), names);
      case Stmt.If branch -> {
        collect(branch.then(), names);
        if (branch.otherwise() != null) {
          collect(branch.otherwise(), names);
        }
      }
      case Stmt.ModuleDecl _, Stmt.ImportDecl _, Stmt.InputDecl _, Stmt.ParamDecl _ -> {}
      case Stmt.StateDecl _, Stmt.FnDecl _, Stmt.OutputDecl _, Stmt.UpdateDecl _ -> {}
      case Stmt.AssertDecl _, Stmt.YieldStmt _, Stmt.IndexDef _, Stmt.ExprStmt _ -> {}
    }
  }

  private static void put(Map<String, Span> names, Ident name) {
    names.putIfAbsent(name.text(), name.span());
  }

  /**
   * The types of the carried values. A weak start takes the dtype that the body gives it: the body
   * is tried with the types so far until nothing changes.
   */
  private List<TensorType> settle(
      Stmt.For loop, Scope scope, Map<String, Span> carried, List<Operand> initial) {
    List<TensorType> types = new ArrayList<>();
    initial.forEach(o -> types.add(o.num().type()));
    boolean changed = true;
    while (changed && types.stream().anyMatch(TensorType::weak)) {
      int mark = e.problems().mark();
      List<Operand> results = trial(loop, scope, carried, types).results();
      e.problems().forget(mark);
      changed = false;
      for (int i = 0; i < types.size(); i++) {
        if (types.get(i).weak() && results.get(i) != null) {
          TensorType next = met(types.get(i), results.get(i).num().type());
          changed |= !next.equals(types.get(i));
          types.set(i, next);
        }
      }
    }
    types.replaceAll(Loops::strong);
    return types;
  }

  /** What a weak value becomes that may also be {@code given}. */
  private static TensorType met(TensorType weak, TensorType given) {
    TensorType scalar = new TensorType(given.dtype(), List.of(), given.weak());
    return Promotion.common(List.of(weak, scalar));
  }

  private static TensorType strong(TensorType type) {
    return TensorType.of(type.dtype(), type.shape());
  }

  private Trial trial(
      Stmt.For loop, Scope scope, Map<String, Span> carried, List<TensorType> types) {
    Region region = new Region(e.region());
    return e.in(
        region,
        () -> {
          Scope inner = new Scope(scope, region);
          TensorType integer = TensorType.scalar(DType.I64);
          Node index = region.builder().input(loop.name().text(), integer);
          inner.bind(loop.name().text(), weakIndex(index));
          int i = 0;
          for (String name : carried.keySet()) {
            TensorType type = types.get(i++);
            Node node = region.builder().input(name, strong(type));
            inner.bind(name, new Num(type, node, null, null, ""));
          }
          statements.block(loop.body(), inner);
          List<Operand> results = new ArrayList<>();
          carried.forEach((name, span) -> results.add(result(inner.value(name, region), span)));
          return new Trial(region, results);
        });
  }

  /** The index gives way to other dtypes as a literal would. */
  private static Num weakIndex(Node index) {
    return new Num(TensorType.weak(DType.I64), index, null, null, "");
  }

  /** The value as a tensor, or null where it is none. */
  private Operand result(Value value, Span span) {
    Value number = e.attempt(() -> Lists.number(e, value, span));
    return number instanceof Num num ? new Operand(num, span) : null;
  }

  private void finish(
      Stmt.For loop,
      Scope scope,
      Map<String, Span> carried,
      List<Operand> initial,
      List<TensorType> types,
      Trial trial,
      Dim from,
      Dim count,
      long step) {
    List<String> names = new ArrayList<>(carried.keySet());
    if (trial.results().contains(null)) {
      names.forEach(name -> scope.bind(name, Value.POISON));
      throw Mistake.REPORTED;
    }
    List<Graph.Output> outputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Node next = next(names.get(i), types.get(i), trial.results().get(i), trial.region(), scope);
      outputs.add(new Graph.Output(names.get(i), next));
    }
    Graph body = trial.region().builder().finish(outputs, List.of());
    e.at(loop.span());
    List<Node> starts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      starts.add(e.node(initial.get(i), types.get(i).dtype()));
    }
    List<Node> results =
        e.builder()
            .forLoop(e.sizes().use(from), step, count, starts, trial.region().captures(), body);
    for (int i = 0; i < names.size(); i++) {
      String origin = "from " + names.get(i) + " after the loop" + e.line(loop.span());
      scope.bind(names.get(i), Num.of(results.get(i)).named(origin));
    }
  }

  /** What a carried name is in the next turn, which must be of the type it had in this one. */
  private Node next(String name, TensorType type, Operand result, Region region, Scope scope) {
    TensorType given = result.num().type();
    boolean fits = given.rank() == type.rank() && (given.dtype() == type.dtype() || given.weak());
    if (!fits) {
      scope.bind(name, Value.POISON);
      throw ErrorCode.E0305
          .mistake(
              e.site(result.span()), "'" + name + "' changes its type from one turn to the next")
          .because("it is " + TypeText.of(type) + " at the start of a turn")
          .because("it is " + TypeText.of(given) + " at the end")
          .help("convert it before the loop, or at the end of the body");
    }
    for (int i = 0; i < type.rank(); i++) {
      e.sizes()
          .require(
              Relation.EQUAL,
              type.dim(i),
              given.dim(i),
              ErrorCode.E0305,
              e.site(result.span()),
              "axis " + i + " of '" + name + "' changes from {left} to {right} in a turn",
              List.of());
    }
    return e.in(region, () -> e.node(result, type.dtype()));
  }
}
