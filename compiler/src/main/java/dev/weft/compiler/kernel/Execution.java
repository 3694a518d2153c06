// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.compiler.type.CompilerBug;
import java.util.ArrayList;
import java.util.List;

/** The statements of one run of the interpreter. */
final class Execution {
  private final ScalarEvaluator evaluator = new ScalarEvaluator(fault -> {});
  private final List<KernelInterpreter.Failure> failures = new ArrayList<>();

  ScalarEvaluator evaluator() {
    return evaluator;
  }

  List<KernelInterpreter.Failure> failures() {
    return failures;
  }

  void run(List<Stmt> stmts, Environment environment) {
    for (Stmt stmt : stmts) {
      run(stmt, environment);
    }
  }

  private void run(Stmt stmt, Environment environment) {
    switch (stmt) {
      case Stmt.Let let -> environment.bind(let.name(), evaluate(let, environment));
      case Stmt.Store store ->
          environment.store(store.buffer(), store.index(), environment.value(store.value()));
      case Stmt.Alloc alloc -> environment.bind(alloc.name(), Buffer.OfArray.of(alloc));
      case Stmt.If branch -> {
        boolean holds = environment.holds(branch.condition());
        run(holds ? branch.whenTrue() : branch.whenFalse(), environment);
      }
      case Stmt.Check check -> {
        if (!environment.holds(check.ok())) {
          fail(check.site(), environment);
        }
      }
      case Stmt.Barrier _ -> {}
      case Stmt.Fold fold -> new FoldExecution(this, fold, environment).run();
      case Stmt.While loop -> loop(loop, List.of(environment));
      case Stmt.Loop loop -> {
        if (loop.axis() == Axis.THREAD) {
          threads(loop, environment);
        } else {
          loop(loop, List.of(environment));
        }
      }
    }
  }

  private Literal evaluate(Stmt.Let let, Environment environment) {
    return switch (let.operation()) {
      case Operation.Apply(var prim, var operands) ->
          ScalarEvaluator.evaluate(prim, let.dtype(), environment.values(operands));
      case Operation.Call(var routine, var operands) ->
          evaluator.call(routine, environment.values(operands));
      case Operation.CallWhere where -> callWhere(where, environment);
      case Operation.Load(var buffer, var index) -> environment.load(buffer, index);
    };
  }

  private Literal callWhere(Operation.CallWhere where, Environment environment) {
    List<Literal> values = environment.values(where.operands());
    return values.get(0).asBoolean()
        ? evaluator.call(where.routine(), values.subList(2, values.size()))
        : values.get(1);
  }

  private void fail(int site, Environment environment) {
    Element element = environment.element();
    failures.add(new KernelInterpreter.Failure(site, element.kept(), element.reduced()));
  }

  /** Runs all threads of a group, from barrier to barrier. */
  private void threads(Stmt.Loop loop, Environment environment) {
    long end = environment.integer(loop.end());
    List<Environment> threads = new ArrayList<>();
    for (long i = environment.integer(loop.first()); i < end; i += loop.step()) {
      Environment thread = environment.fork();
      thread.bind(loop.var(), i);
      thread.element(environment.element().in(loop, i, end));
      threads.add(thread);
    }
    if (!threads.isEmpty()) {
      together(loop.body(), threads);
    }
  }

  /** What has no barrier inside runs to its end in one thread after the other. */
  private void together(List<Stmt> stmts, List<Environment> threads) {
    if (threads.size() == 1) {
      run(stmts, threads.getFirst());
    } else {
      stmts.forEach(stmt -> step(stmt, threads));
    }
  }

  private void step(Stmt stmt, List<Environment> threads) {
    if (!waits(stmt)) {
      threads.forEach(thread -> run(stmt, thread));
      return;
    }
    switch (stmt) {
      case Stmt.Barrier _ -> {}
      case Stmt.Loop loop -> loop(loop, threads);
      case Stmt.While loop -> loop(loop, threads);
      case Stmt.If branch -> {
        boolean holds = agreed(branch.condition(), threads).asBoolean();
        together(holds ? branch.whenTrue() : branch.whenFalse(), threads);
      }
      case Stmt.Let _, Stmt.Store _, Stmt.Alloc _, Stmt.Check _, Stmt.Fold _ ->
          throw new CompilerBug("interpreter", "a barrier where none can stand");
    }
  }

  private static boolean waits(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Barrier _ -> true;
      case Stmt.Loop loop -> waits(loop.body());
      case Stmt.While loop -> waits(loop.test()) || waits(loop.body());
      case Stmt.If branch -> waits(branch.whenTrue()) || waits(branch.whenFalse());
      case Stmt.Fold fold -> waits(fold.perBlock()) || waits(fold.body()) || waits(fold.each());
      case Stmt.Let _, Stmt.Store _, Stmt.Alloc _, Stmt.Check _ -> false;
    };
  }

  private static boolean waits(List<Stmt> stmts) {
    return stmts.stream().anyMatch(Execution::waits);
  }

  /** The value of an atom that must be the same in all threads, since they wait for each other. */
  private static Literal agreed(Atom atom, List<Environment> threads) {
    Literal value = threads.getFirst().value(atom);
    if (!threads.stream().allMatch(thread -> thread.value(atom).equals(value))) {
      throw new CompilerBug("interpreter", "threads part ways before a barrier");
    }
    return value;
  }

  private void loop(Stmt.Loop loop, List<Environment> threads) {
    long end = agreed(loop.end(), threads).bits();
    List<Element> outside = threads.stream().map(Environment::element).toList();
    threads.forEach(thread -> start(loop.carried(), thread));
    for (long i = agreed(loop.first(), threads).bits(); i < end; i += loop.step()) {
      for (int t = 0; t < threads.size(); t++) {
        threads.get(t).bind(loop.var(), i);
        threads.get(t).element(outside.get(t).in(loop, i, end));
      }
      together(loop.body(), threads);
      threads.forEach(thread -> next(loop.carried(), loop.next(), thread));
    }
    for (int t = 0; t < threads.size(); t++) {
      threads.get(t).element(outside.get(t));
    }
  }

  private void loop(Stmt.While loop, List<Environment> threads) {
    long limit = agreed(loop.limit(), threads).bits();
    threads.forEach(thread -> start(loop.carried(), thread));
    together(loop.test(), threads);
    for (long round = 0; agreed(loop.condition(), threads).asBoolean(); round++) {
      if (round >= limit) {
        threads.forEach(thread -> fail(loop.site(), thread));
        return;
      }
      together(loop.body(), threads);
      threads.forEach(thread -> next(loop.carried(), loop.next(), thread));
      together(loop.test(), threads);
    }
  }

  private static void start(List<Stmt.Carried> carried, Environment environment) {
    next(carried, carried.stream().map(Stmt.Carried::initial).toList(), environment);
  }

  /** Binds carried names to values that are all taken before any is bound. */
  private static void next(List<Stmt.Carried> carried, List<Atom> atoms, Environment environment) {
    List<Literal> values = environment.values(atoms);
    for (int i = 0; i < values.size(); i++) {
      environment.bind(carried.get(i).name(), values.get(i));
    }
  }
}
